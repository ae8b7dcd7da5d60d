DISTRIBUTION = "django-fernet-fields-v2"
TRIED = {"0.9": []}
OWN = {"FERNET_KEYS": ["a key of its own"]}


def note():
    from django.db import models
    from fernet_fields import EncryptedTextField

    class Note(models.Model):
        text = EncryptedTextField()

        class Meta:
            app_label = "auth"

    return table(Note)


def facts(run):
    found = encrypted(run, note, **OWN)

    def make():
        return note().objects.create(text="a secret").pk

    def read(pk):
        return note().objects.get(pk=pk).text

    return {
        "fernet-fields-ends": found["new"] == "InvalidToken" and found["own"] == "a secret",
        "fernet-fields-fallback": found["fallback"] == "InvalidToken",
        "fernet-fields-reads": found["thief"] == "InvalidToken",
        "fernet-fields-first": found["moved"] == "a secret",
        "fernet-fields-keep": run(read, run(make), key=NEW, FERNET_KEYS=[NEW, OLD]) == "a secret"
        and run(read, run(make, FERNET_KEYS=[NEW, OLD]), FERNET_KEYS=[NEW]) == "a secret",
    }
