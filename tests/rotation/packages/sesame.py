DISTRIBUTION = "django-sesame"
TRIED = {"2.4": ["older"], "3.2.5": []}
DJANGOS = {"3.2.5": ["4.2", "5.2", "6.1"]}
SETTINGS = {"AUTHENTICATION_BACKENDS": ["sesame.backends.ModelBackend"], "SESAME_MAX_AGE": 3600}
OWN = {"SESAME_KEY": "a key of its own"}


def make():
    from sesame.utils import get_token

    return get_token(user())


def taken(made):
    from sesame.utils import get_user

    return get_user(made) is not None


def forge(number, password):
    """The token, made by someone who knows this of the user."""
    from django.contrib.auth import get_user_model
    from sesame.utils import get_token

    return get_token(get_user_model()(pk=number, username="ada", password=password))


def known():
    return [user().pk, user().password]


def facts(run):
    made, own = run(make), run(make, **OWN)
    assert run(taken, made) and run(taken, own, **OWN)
    number, password = run(known)
    free = {"SESAME_INVALIDATE_ON_PASSWORD_CHANGE": False}
    helped = run(taken, made, key=NEW, fallbacks=[OLD])
    return {
        "sesame-ends": not run(taken, made, key=NEW) and not run(taken, own, key=NEW, **OWN),
        "sesame-no-fallback": not helped,
        "sesame-fallback": helped,
        "sesame-forges": run(taken, run(forge, number, password, elsewhere=True))
        and not run(taken, run(forge, number, "!", elsewhere=True))
        and run(taken, run(forge, number, "!", elsewhere=True, **free), **free)
        and not run(taken, run(forge, number, password, elsewhere=True), **OWN),
    }
