DISTRIBUTION = "django-cryptography-django5"
TRIED = {"2.2": ["cryptography-django5"]}
DJANGOS = {"2.2": ["4.2", "5.2"]}
OWN = {"CRYPTOGRAPHY_KEY": "a key of its own"}


def note():
    from django.db import models
    from django_cryptography.fields import encrypt

    class Note(models.Model):
        text = encrypt(models.TextField())

        class Meta:
            app_label = "auth"

    return table(Note)


def facts(run):
    found = encrypted(run, note, **OWN)
    return {
        "django_cryptography_django5-ends": found["new"] == found["own"] == "BadSignature",
        "django_cryptography_django5-fallback": found["fallback"] == "BadSignature",
        "django_cryptography_django5-reads": found["thief"] != "a secret",
        "django_cryptography_django5-first": found["moved"] == "a secret",
    }
