DISTRIBUTION = "django-unicorn"
TRIED = {"0.67.0": []}
DJANGOS = {"0.67.0": ["5.2", "6.1"]}
DATABASE = False


def make():
    from django_unicorn.utils import generate_checksum

    return generate_checksum({"count": 1})


def taken(made):
    """Whether a request of a component with this checksum is taken."""
    import json

    from django.test import RequestFactory
    from django_unicorn.views.request import ComponentRequest

    body = {"data": {"count": 1}, "meta": made, "checksum": made, "id": "a", "epoch": 1, "actionQueue": [], "hash": ""}
    request = RequestFactory().post("/", json.dumps(body), content_type="application/json")
    return takes(lambda: ComponentRequest(request, "count") and True, AssertionError)


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "unicorn-ends": not run(taken, made, key=NEW),
        "unicorn-fallback": not run(taken, made, key=NEW, fallbacks=[OLD]),
        "unicorn-forges": run(taken, run(make, elsewhere=True)),
    }
