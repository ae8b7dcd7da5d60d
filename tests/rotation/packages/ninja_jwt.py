DISTRIBUTION = "django-ninja-jwt"
TRIED = {"5.4.5": []}
SETTINGS = {"APPS": ["ninja_extra", "ninja_jwt"]}
OWN = {"NINJA_JWT": {"SIGNING_KEY": "a key of its own that has more than 32 bytes"}}
KEPT = {"NINJA_JWT": {"SIGNING_KEY": OLD}}


def make():
    from ninja_jwt.tokens import AccessToken

    return str(AccessToken.for_user(user()))


def who(token):
    from ninja_jwt.authentication import JWTBaseAuthentication
    from ninja_jwt.exceptions import AuthenticationFailed, InvalidToken

    base = JWTBaseAuthentication()
    try:
        found = base.get_user(base.get_validated_token(token))
    except (InvalidToken, AuthenticationFailed):
        return None
    return [found.username, found.is_superuser]


def number():
    return user().pk


def forge(number):
    from ninja_jwt.tokens import AccessToken

    token = AccessToken()
    token["user_id"] = number
    return str(token)


def facts(run):
    made, own = run(make), run(make, **OWN)
    assert run(who, made) == run(who, own, **OWN) == ["ada", True]
    forged = run(forge, run(number), elsewhere=True)
    return {
        "ninja-jwt-ends": run(who, made, key=NEW) is None and run(who, own, key=NEW, **OWN) == ["ada", True],
        "ninja-jwt-fallback": run(who, made, key=NEW, fallbacks=[OLD]) is None,
        "ninja-jwt-forges": run(who, forged) == ["ada", True]
        and run(who, forged, **OWN) is None
        and run(who, forged, key=NEW) is None,
        "ninja-jwt-keep": run(who, made, key=NEW, **KEPT) == ["ada", True],
    }
