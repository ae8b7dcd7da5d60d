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


def make():
    return note().objects.create(text="a secret").pk


def taken(number):
    from django_cryptography.core.signing import BadSignature

    return takes(lambda: note().objects.get(pk=number).text == "a secret", BadSignature)


def raw(number):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM auth_note WHERE id = %s", [number])
        return bytes(cursor.fetchone()[0]).hex()


def read(value):
    """What someone reads who has the key and a copy of the table."""
    from django_cryptography.utils.crypto import FernetBytes
    import pickle

    return pickle.loads(FernetBytes().decrypt(bytes.fromhex(value)))


def facts(run):
    made, own = run(make), run(make, **OWN)
    assert run(taken, made) and run(taken, own, **OWN)
    return {
        "cryptography-field-ends": not run(taken, made, key=NEW) and not run(taken, own, key=NEW, **OWN),
        "cryptography-field-fallback": not run(taken, made, key=NEW, fallbacks=[OLD])
        and not run(taken, own, key=NEW, fallbacks=[OLD], **OWN),
        "cryptography-field-reads": run(read, run(raw, made), elsewhere=True) == "a secret",
    }
