DISTRIBUTION = "django-downloadview"
TRIED = {"2.5.0": []}
SETTINGS = {"MEDIA_URL": "/media/"}
DATABASE = False


def make():
    from django_downloadview.storage import SignedFileSystemStorage

    return SignedFileSystemStorage(location="/tmp").url("a.pdf")

forge = make


def taken(made):
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory
    from django_downloadview.decorators import signature_required

    view = signature_required(lambda request: True)
    return takes(lambda: view(RequestFactory().get(made)), PermissionDenied)


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "downloadview-ends": not run(taken, made, key=NEW),
        "downloadview-fallback": run(taken, made, key=NEW, fallbacks=[OLD]),
        "downloadview-forges": run(taken, run(forge, elsewhere=True)),
    }
