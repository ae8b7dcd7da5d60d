DISTRIBUTION = "django-select2"
TRIED = {"8.4.8": []}
DATABASE = False


def make():
    from django.contrib.auth import get_user_model
    from django_select2.forms import ModelSelect2Widget

    widget = ModelSelect2Widget(model=get_user_model(), search_fields=["username__icontains"], data_url="/find")
    return widget.build_attrs({"class": ""})["data-field_id"]


def taken(made):
    """Whether the field is looked for: its signature is right."""
    from django.http import Http404
    from django.test import RequestFactory
    from django_select2.views import AutoResponseView

    view = AutoResponseView()
    view.setup(RequestFactory().get("/find", {"field_id": made}))
    try:
        view.get_widget_or_404()
    except Http404 as error:
        return str(error) == "field_id not found"


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "select2-ends": not run(taken, made, key=NEW),
        "select2-fallback": run(taken, made, key=NEW, fallbacks=[OLD]),
    }
