DISTRIBUTION = "django-graphql-jwt"
TRIED = {"0.4.0": []}
SETTINGS = {"APPS": ["graphene_django"]}
OWN = {"GRAPHQL_JWT": {"JWT_SECRET_KEY": "a key of its own that has more than 32 bytes"}}
KEPT = {"GRAPHQL_JWT": {"JWT_SECRET_KEY": OLD}}


def make():
    from graphql_jwt.shortcuts import get_token

    return get_token(user())


def who(token):
    from graphql_jwt.exceptions import JSONWebTokenError
    from graphql_jwt.shortcuts import get_user_by_token

    try:
        found = get_user_by_token(token)
    except JSONWebTokenError:
        return None
    return [found.username, found.is_superuser]


def number():
    return user().pk


def forge(number):
    from django.contrib.auth import get_user_model
    from graphql_jwt.shortcuts import get_token

    return get_token(get_user_model()(username="ada"))


def facts(run):
    made, own = run(make), run(make, **OWN)
    assert run(who, made) == run(who, own, **OWN) == ["ada", True]
    forged = run(forge, run(number), elsewhere=True)
    return {
        "graphql-jwt-ends": run(who, made, key=NEW) is None and run(who, own, key=NEW, **OWN) == ["ada", True],
        "graphql-jwt-fallback": run(who, made, key=NEW, fallbacks=[OLD]) is None,
        "graphql-jwt-forges": run(who, forged) == ["ada", True]
        and run(who, forged, **OWN) is None
        and run(who, forged, key=NEW) is None,
        "graphql-jwt-keep": run(who, made, key=NEW, **KEPT) == ["ada", True],
    }
