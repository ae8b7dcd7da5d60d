DISTRIBUTION = "drf-jwt"
TRIED = {"1.19.2": []}
SETTINGS = {"APPS": ["rest_framework", "rest_framework_jwt"]}
OWN = {"JWT_AUTH": {"JWT_SECRET_KEY": "a key of its own that has more than 32 bytes"}}
KEPT = {"JWT_AUTH": {"JWT_SECRET_KEY": OLD}}


def make():
    from rest_framework_jwt.utils import jwt_create_payload, jwt_encode_payload

    return jwt_encode_payload(jwt_create_payload(user()))


def who(token):
    from rest_framework.exceptions import APIException
    from rest_framework.test import APIRequestFactory
    from rest_framework.views import APIView
    from rest_framework_jwt.authentication import JSONWebTokenAuthentication

    request = APIView().initialize_request(APIRequestFactory().get("/", HTTP_AUTHORIZATION="Bearer " + token))
    try:
        found, _ = JSONWebTokenAuthentication().authenticate(request)
    except APIException:
        return None
    return [found.username, found.is_superuser]


def number():
    return user().pk


def forge(number):
    from django.contrib.auth import get_user_model
    from rest_framework_jwt.utils import jwt_create_payload, jwt_encode_payload

    return jwt_encode_payload(jwt_create_payload(get_user_model()(pk=number, username="ada")))


def facts(run):
    made, own = run(make), run(make, **OWN)
    assert run(who, made) == run(who, own, **OWN) == ["ada", True]
    forged = run(forge, run(number), elsewhere=True)
    return {
        "drf-jwt-ends": run(who, made, key=NEW) is None and run(who, own, key=NEW, **OWN) == ["ada", True],
        "drf-jwt-fallback": run(who, made, key=NEW, fallbacks=[OLD]) is None,
        "drf-jwt-forges": run(who, forged) == ["ada", True]
        and run(who, forged, **OWN) is None
        and run(who, forged, key=NEW) is None,
        "drf-jwt-keep": run(who, made, key=NEW, **KEPT) == ["ada", True],
    }
