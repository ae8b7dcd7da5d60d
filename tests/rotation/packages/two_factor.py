DISTRIBUTION = "django-two-factor-auth"
TRIED = {"1.18.1": []}
SETTINGS = {"APPS": ["django_otp", "django_otp.plugins.otp_static", "django_otp.plugins.otp_totp", "two_factor"],
            "TWO_FACTOR_REMEMBER_COOKIE_AGE": 3600}
DATABASE = False


def someone(password="a hash"):
    from django.contrib.auth import get_user_model

    return get_user_model()(pk=1, password=password)


def make(password="a hash"):
    from two_factor.views.utils import get_remember_device_cookie

    return get_remember_device_cookie(someone(password), "otp_totp.totpdevice/1")


def taken(made):
    from django.core.signing import BadSignature
    from two_factor.views.utils import validate_remember_device_cookie

    return takes(lambda: validate_remember_device_cookie(made, someone(), "otp_totp.totpdevice/1"), BadSignature)


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "two-factor-ends": not run(taken, made, key=NEW),
        "two-factor-fallback": not run(taken, made, key=NEW, fallbacks=[OLD]),
        "two-factor-forges": run(taken, run(make, elsewhere=True)) and not run(taken, run(make, "a guess", elsewhere=True)),
    }
