DISTRIBUTION = "djangorestframework-simplejwt"
TRIED = {"5.2.2": ["older"], "5.5.1": []}
DJANGOS = {"5.5.1": ["4.2", "5.2", "6.1"]}
SETTINGS = {"APPS": ["rest_framework", "rest_framework_simplejwt"]}
OWN = {"SIGNING_KEY": "a key of its own that has more than 32 bytes"}
BY_PASSWORD = {"CHECK_REVOKE_TOKEN": True}


def make():
    from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

    return [str(AccessToken.for_user(user())), str(RefreshToken.for_user(user()))]


def who(token):
    """Whom a request with this access token is from."""
    from rest_framework.test import APIRequestFactory
    from rest_framework_simplejwt.authentication import JWTAuthentication
    from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken

    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION="Bearer " + token)
    try:
        found, _ = JWTAuthentication().authenticate(request)
    except (InvalidToken, AuthenticationFailed):
        return None
    return [found.username, found.is_superuser]


def taken(made):
    from rest_framework_simplejwt.exceptions import TokenError
    from rest_framework_simplejwt.tokens import RefreshToken

    return [who(made[0]) is not None, takes(lambda: RefreshToken(made[1]), TokenError)]


def number():
    return user().pk


def forge(number):
    from rest_framework_simplejwt.tokens import AccessToken

    token = AccessToken()
    token["user_id"] = str(number)
    return str(token)


def facts(run):
    made, own = run(make), run(make, SIMPLE_JWT=OWN)
    assert run(taken, made) == [True, True] and run(taken, own, SIMPLE_JWT=OWN) == [True, True]
    forged = run(forge, run(number), elsewhere=True)
    forges = (
        run(who, forged) == ["ada", True]
        and run(who, forged, SIMPLE_JWT=OWN) is None
        and run(who, forged, key=NEW) is None
    )
    checked = run(who, forged, SIMPLE_JWT=BY_PASSWORD) is None
    return {
        "simplejwt-ends": run(taken, made, key=NEW) == [False, False]
        and run(taken, own, key=NEW, SIMPLE_JWT=OWN) == [True, True],
        "simplejwt-fallback": run(taken, made, key=NEW, fallbacks=[OLD]) == [False, False],
        "simplejwt-keep": run(taken, made, key=NEW, SIMPLE_JWT={"SIGNING_KEY": OLD}) == [True, True],
        "simplejwt-forges": forges and checked,
        "simplejwt-forges-older": forges and not checked,
    }
