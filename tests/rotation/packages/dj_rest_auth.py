DISTRIBUTION = "dj-rest-auth"
TRIED = {"7.2.0": []}
SETTINGS = {"APPS": ["rest_framework", "rest_framework.authtoken", "dj_rest_auth", "dj_rest_auth.mfa"]}


def make():
    from dj_rest_auth.mfa.totp import TOTP, generate_totp_secret

    return [TOTP.activate(user(), generate_totp_secret()).pk]


def enters(_):
    """Whether the code of the user's app lets them in."""
    import pyotp
    from dj_rest_auth.mfa.models import Authenticator
    from dj_rest_auth.mfa.totp import TOTP
    from django.core.signing import BadSignature

    row = Authenticator.objects.get()
    app = row.data["secret"].rpartition(":")[0]
    # A code is taken once; here it is asked about again and again.
    row.data.pop("last_code", None)
    row.save()
    return takes(lambda: TOTP.validate_code(user(), pyotp.TOTP(app).now()), BadSignature)


def second(made):
    """Whether a login that waits for its second factor is taken."""
    from dj_rest_auth.mfa.utils import verify_ephemeral_token
    from django.core.signing import BadSignature

    return takes(lambda: verify_ephemeral_token(made), BadSignature)


def wait(number):
    from dj_rest_auth.mfa.utils import create_ephemeral_token
    from django.contrib.auth import get_user_model

    return create_ephemeral_token(get_user_model()(pk=number))


def anew():
    from dj_rest_auth.mfa.models import Authenticator
    from dj_rest_auth.mfa.totp import TOTP

    for one in Authenticator.objects.filter(type=Authenticator.Type.TOTP):
        TOTP.activate(one.user, TOTP.get_secret(one.user))


def number():
    return user().pk


def facts(run):
    made = run(make)
    waiting = run(wait, run(number), elsewhere=True)
    lost = not run(enters, made, key=NEW)
    kept = run(enters, made, key=NEW, fallbacks=[OLD])
    return {
        "rest-auth-ends": lost and not run(second, waiting, key=NEW),
        "rest-auth-fallback": kept and run(second, waiting, key=NEW, fallbacks=[OLD]) and not run(enters, made, key=NEW),
        "rest-auth-forges": run(second, waiting),
        # While the old key is a fallback, as the page says to do; then it goes.
        "rest-auth-first": run(anew, key=NEW, fallbacks=[OLD]) is None and run(enters, made, key=NEW),
    }
