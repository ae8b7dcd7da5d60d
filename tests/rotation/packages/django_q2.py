import pathlib

DISTRIBUTION = "django-q2"
TRIED = {"1.6.2": ["older"], "1.11.1": []}
DJANGOS = {"1.11.1": ["4.2", "5.2", "6.1"]}
SETTINGS = {"APPS": ["django_q"], "Q_CLUSTER": {"name": "shop", "orm": "default"}}


class Program:
    """Writes a file when it is unpickled."""

    def __reduce__(self):
        return pathlib.Path.touch, (pathlib.Path("it-ran"),)


def make():
    from django_q.models import OrmQ
    from django_q.tasks import async_task

    async_task("math.floor", 2.5)
    return OrmQ.objects.get().payload


def taken(made):
    from django_q.signing import BadSignature, SignedPackage

    return takes(lambda: SignedPackage.loads(made)["func"] == "math.floor", BadSignature)


def forge():
    from django_q.signing import SignedPackage

    return SignedPackage.dumps(Program())


def ran(made):
    from django_q.signing import BadSignature, SignedPackage

    pathlib.Path("it-ran").unlink(missing_ok=True)
    takes(lambda: SignedPackage.loads(made) or True, BadSignature)
    return pathlib.Path("it-ran").exists()


def facts(run):
    made = run(make)
    assert run(taken, made)
    forged = run(forge, elsewhere=True)
    return {
        "q2-task-ends": not run(taken, made, key=NEW),
        "q2-fallback": not run(taken, made, key=NEW, fallbacks=[OLD]),
        "q2-runs-code": run(ran, forged) and not run(ran, forged, key=NEW),
    }
