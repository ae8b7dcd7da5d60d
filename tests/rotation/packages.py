"""What the page says of packages that use the key, as assertions about the real packages.

    python3 packages.py FOLDER

FOLDER has a folder for each file of `requirements`. Each module of `packages/` tells what it is tried
with, and its `facts` says what is so: it is given `run`, which calls one of its functions in a process
of its own, with Django set up with this key and these fallbacks, over one database. Writes a JSON
line for each version of a package and of Django.
"""

import concurrent.futures
import importlib.metadata
import importlib.util
import inspect
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).parent
OLD = "o-ld-key-with-fifty-characters-and-a-few-more-0123456789abcdef"
NEW = "n-ew-key-with-fifty-characters-and-a-few-more-0123456789abcdef"

# Where each Django is. The loaders' own is 5.2.
DJANGOS = {"4.2": "django-4.2.30", "5.2": None, "6.1": "django-6.1.3"}


class Stage:
    """Calls functions of a module, each in a process of its own."""

    def __init__(self, module, folder):
        self.module, self.folder = module, folder

    def __call__(self, function, *arguments, key=OLD, fallbacks=(), elsewhere=False, **settings):
        """What `function` returns, as JSON has it. With `elsewhere`, over a database of its own: as
        someone would call it who has the key, and nothing else."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            code = 1
            try:
                set_up(self.module, key, list(fallbacks), ":memory:" if elsewhere else str(self.folder / "db.sqlite3"), settings)
                answer = json.dumps(function(*arguments))
                with os.fdopen(writer, "w", encoding="utf-8") as pipe:
                    pipe.write(answer)
                code = 0
            except BaseException:  # noqa: BLE001, it is told, and the process ends
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            answer = pipe.read()
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{self.module.__name__}: {function.__name__} failed")
        return json.loads(answer)


def set_up(module, key, fallbacks, database, more):
    import django
    from django.conf import settings

    usual = {
        "SECRET_KEY": key,
        "SECRET_KEY_FALLBACKS": fallbacks,
        "INSTALLED_APPS": ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": module.__name__,
        "USE_TZ": True,
        "SITE_ID": 1,
    }
    chosen = {**usual, **getattr(module, "SETTINGS", {}), **more}
    chosen["INSTALLED_APPS"] = [*usual["INSTALLED_APPS"], *chosen.pop("APPS", [])]
    chosen["MIDDLEWARE"] = [*usual["MIDDLEWARE"], *chosen.pop("MORE_MIDDLEWARE", [])]
    # Some read the settings' module and not the settings.
    settings.configure(**chosen)
    django.setup()
    if database == ":memory:" or not pathlib.Path(database).exists():
        from django.core.management import call_command

        if getattr(module, "DATABASE", True):
            call_command("migrate", verbosity=0, run_syncdb=True, interactive=False)


def table(model):
    """The model, with a table if it has none."""
    from django.db import connection

    if model._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(model)
    return model


def user(**more):
    """The one user, who is a superuser."""
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    return users.filter(username="ada").first() or users.create_superuser("ada", "ada@example.com", "correct horse")


def takes(read, *refusals):
    """Whether what was signed or encrypted is taken: not if it is refused in one of these ways, and
    any other error is an error of the test."""
    try:
        return bool(read())
    except refusals:
        return False


def encrypted(run, note, **own):
    """What becomes of a field `text` of the model that `note` gives. `own` are settings with a key of its own."""

    def make():
        return note().objects.create(text="a secret").pk

    def read(pk):
        try:
            return note().objects.get(pk=pk).text
        except Exception as error:  # noqa: BLE001, which one it is is told
            return type(error).__name__

    def save(pk):
        row = note().objects.get(pk=pk)
        row.save()

    def drop(pk):
        note().objects.filter(pk=pk).delete()

    def dump():
        from django.core.management import call_command

        call_command("dumpdata", note()._meta.label, output="plain.json", verbosity=0)

    def load():
        from django.core.management import call_command

        note()
        call_command("loaddata", "plain.json", verbosity=0)

    made = run(make)
    assert run(read, made) == "a secret"
    found = {
        "new": run(read, made, key=NEW),
        "fallback": run(read, made, key=NEW, fallbacks=[OLD]),
    }
    if own:
        mine = run(make, **own)
        assert run(read, mine, **own) == "a secret"
        found["own"] = run(read, mine, key=NEW, **own)
        found["thief"] = run(read, mine)
        run(drop, mine)
    # What the page says to do, on a table of its own.
    run(dump)
    assert "a secret" in pathlib.Path("plain.json").read_text(encoding="utf-8")
    run(load, key=NEW)
    found["moved"] = run(read, made, key=NEW)
    again = run(make)
    if found["new"] not in ("a secret", "InvalidToken", "BadSignature"):
        # It was read as something else: what is saved then is lost.
        run(save, again, key=NEW)
        found["saved"] = run(read, again)
    return found


def names_the_key(*modules, but=()):
    """The files of these modules, less tests, that name the key or what Django signs with."""
    import re

    words = re.compile(r"SECRET_KEY|core.signing|import signing|salted_hmac|signed_cookie|default_token_generator|PasswordResetTokenGenerator|Signer\b")
    found = []
    for name in modules:
        spec = importlib.util.find_spec(name)
        root = pathlib.Path(spec.origin).parent
        files = [path for path in root.rglob("*.py") if not re.search(r"/tests?/|/test_|/conftest", str(path))]
        assert files
        found += [str(path.relative_to(root)) for path in files if words.search(path.read_text(encoding="utf-8"))]
    return [name for name in found if name not in but]


def load(path):
    """A module of `packages/`, by its file: its name may be a package's."""
    spec = importlib.util.spec_from_file_location("tried_" + path.stem, path)
    module = importlib.util.module_from_spec(spec)
    module.__dict__.update(OLD=OLD, NEW=NEW, table=table, user=user, takes=takes, encrypted=encrypted, names_the_key=names_the_key)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return module


# Most of what a function's process would import. Django does not know its settings then, and what reads one while
# it is imported would fail: nothing of a setting can get from here into those processes.
SHARED = [
    "django.core.management.commands.migrate",
    "django.core.serializers.json",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.forms",
    "django.middleware.csrf",
    "django.template.defaultfilters",
    "django.test",
    "django.views.generic",
]


def one(name, folders, version):
    """In a process whose path has what is tried: what is so."""
    if importlib.util.find_spec("django"):
        for shared in SHARED:
            importlib.import_module(shared)
    module = load(HERE / "packages" / name)
    found = importlib.metadata.version(module.DISTRIBUTION)
    if found != version:
        raise SystemExit(f"{module.DISTRIBUTION} is {found} in {folders}, and {version} was to be tried")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print(json.dumps(module.facts(Stage(module, pathlib.Path(folder)))))


def main(folder, only):
    jobs = []
    for path in sorted((HERE / "packages").glob("*.py")):
        if only and path.stem not in only:
            continue
        module = load(path)
        for version, where in module.TRIED.items():
            for django in getattr(module, "DJANGOS", {}).get(version, ["5.2"]):
                jobs.append((path, version, [DJANGOS[django], *where, "packages"], django))

    def run(job):
        path, version, folders, django = job
        paths = [str(HERE / "newer")] + [str(folder / name) for name in folders if name]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, __file__, "--one", path.name, version]
        done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
        answer = {"package": path.stem, "version": version, "django": django}
        try:
            return {**answer, "found": json.loads(done.stdout.splitlines()[-1])} if not done.returncode else {
                **answer, "failed": done.stderr[-3000:]}
        except (IndexError, ValueError):
            return {**answer, "failed": "no answer: " + done.stdout[-500:] + done.stderr[-2000:]}

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for answer in pool.map(run, jobs):
            print(json.dumps(answer))


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        sys.path.remove(str(HERE))
        one(sys.argv[2], os.environ["PYTHONPATH"], sys.argv[3])
    else:
        main(pathlib.Path(sys.argv[1]), sys.argv[2:])
