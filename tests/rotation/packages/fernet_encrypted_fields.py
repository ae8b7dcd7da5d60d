DISTRIBUTION = "django-fernet-encrypted-fields"
TRIED = {"0.1.3": ["older"], "0.4.0": []}
DJANGOS = {"0.4.0": ["4.2", "5.2", "6.1"]}
SETTINGS = {"SALT_KEY": "a salt"}


def note():
    from django.db import models
    from encrypted_fields.fields import EncryptedTextField

    class Note(models.Model):
        text = EncryptedTextField()

        class Meta:
            app_label = "auth"

    return table(Note)


def facts(run):
    found = encrypted(run, note)
    mangled = found["new"].startswith("gAAAA")
    return {
        "fernet-encrypted-ends": mangled and found["saved"] != "a secret",
        "fernet-encrypted-no-fallback": found["fallback"].startswith("gAAAA"),
        "fernet-encrypted-fallback": found["fallback"] == "a secret",
        "fernet-encrypted-first": found["moved"] == "a secret",
    }
