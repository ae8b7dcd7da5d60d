DISTRIBUTION = "django-cryptography"
TRIED = {"1.1": []}
DJANGOS = {"1.1": ["4.2"]}
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
        "django_cryptography-ends": found["new"] == found["own"] == "BadSignature",
        "django_cryptography-fallback": found["fallback"] == "BadSignature",
        "django_cryptography-reads": found["thief"] != "a secret",
        "django_cryptography-first": found["moved"] == "a secret",
    }
