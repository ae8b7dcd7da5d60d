DISTRIBUTION = "django-registration"
TRIED = {"5.2.1": []}
DJANGOS = {"5.2.1": ["5.2", "6.1"]}
SETTINGS = {"APPS": ["django_registration"], "ACCOUNT_ACTIVATION_DAYS": 7}
DATABASE = False


def make():
    from django_registration.backends.activation.views import RegistrationView
    from django.contrib.auth import get_user_model

    return RegistrationView().get_activation_key(get_user_model()(username="ada"))

forge = make


def taken(made):
    from django_registration.backends.activation.forms import ActivationForm

    form = ActivationForm({"activation_key": made})
    return form.is_valid() and form.cleaned_data["activation_key"] == "ada"


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "registration-ends": not run(taken, made, key=NEW),
        "registration-fallback": run(taken, made, key=NEW, fallbacks=[OLD]),
        "registration-forges": run(taken, run(forge, elsewhere=True)),
    }
