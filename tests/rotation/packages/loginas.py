DISTRIBUTION = "django-loginas"
TRIED = {"0.3.14": []}
SETTINGS = {"APPS": ["django.contrib.admin", "django.contrib.messages", "loginas"], "TEMPLATES": []}


def session():
    """The session of a superuser who is someone else just now."""
    from django.contrib.sessions.backends.db import SessionStore
    from loginas import settings
    from loginas.utils import signer

    session = SessionStore()
    session[settings.USER_SESSION_FLAG] = signer.sign(user().pk)
    return dict(session.items())


def back(made):
    """Whether they come back to themselves."""
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.signing import BadSignature
    from django.test import RequestFactory
    from loginas.utils import restore_original_login

    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = type("Messages", (), {"add": lambda *arguments: None})()
    request.session.update(made)
    return takes(lambda: restore_original_login(request) or request.user.username == "ada", BadSignature)


def facts(run):
    made = run(session)
    assert run(back, made)
    return {
        "loginas-ends": not run(back, made, key=NEW),
        "loginas-fallback": run(back, made, key=NEW, fallbacks=[OLD]),
    }
