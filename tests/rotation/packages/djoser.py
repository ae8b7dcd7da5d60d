DISTRIBUTION = "djoser"
TRIED = {"2.3.5": []}
SETTINGS = {"APPS": ["rest_framework", "djoser"], "TEMPLATES": []}


def make():
    """The token of a mail: that of Django, which djoser's views and mails name."""
    from djoser import email, views

    assert email.default_token_generator is views.default_token_generator
    return views.UserViewSet.token_generator.make_token(user())


def taken(made):
    from djoser.views import UserViewSet

    return UserViewSet.token_generator.check_token(user(), made)


def forge(number, password):
    from django.contrib.auth import get_user_model
    from djoser.views import UserViewSet

    return UserViewSet.token_generator.make_token(
        get_user_model()(pk=number, password=password, email="ada@example.com"))


def known():
    return [user().pk, user().password]


def facts(run):
    made = run(make)
    assert run(taken, made)
    number, password = run(known)
    return {
        "djoser-ends": not run(taken, made, key=NEW),
        "djoser-fallback": run(taken, made, key=NEW, fallbacks=[OLD]),
        "djoser-forges": run(taken, run(forge, number, password, elsewhere=True))
        and not run(taken, run(forge, number, "!", elsewhere=True)),
    }
