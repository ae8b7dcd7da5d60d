DISTRIBUTION = "django-mirage-field"
TRIED = {"1.4.0": []}
OWN = {"MIRAGE_SECRET_KEY": "a key of its own that has more than 32 bytes"}


def note():
    from django.db import models
    from mirage.fields import EncryptedTextField

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

    made = run(make)
    # It says nothing of a value that it cannot read, and hands it out as it stands.
    raw = found["new"] not in ("a secret", "InvalidToken", "BadSignature", "ValueError")
    return {
        "mirage-ends": raw and found["own"] == "a secret",
        "mirage-fallback": found["fallback"] == found["new"],
        "mirage-reads": found["thief"] != "a secret",
        "mirage-first": found["moved"] == "a secret",
        "mirage-keep": run(read, made, key=NEW, MIRAGE_SECRET_KEY=OLD) == "a secret",
    }
