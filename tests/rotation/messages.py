"""What people see when a key does not arrive, said by the real things, and other claims of the guide.

    python3 messages.py

Writes a JSON line for each: the message, and the answer of the guide that it leads to. What the guide
says beside the messages is an assertion here.
"""

import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import textwrap

PYTHON = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
DJANGO = "import django; from django.conf import settings; "


def run(code, where, flags=(), **variables):
    """What Python says, where `code` is a file of its own in the folder."""
    file = where / "program.py"
    file.write_text(textwrap.dedent(code), encoding="utf-8")
    done = subprocess.run([sys.executable, *flags, str(file)], cwd=variables.pop("cwd", where), env={**PYTHON, **variables},
                          text=True, encoding="utf-8", capture_output=True, check=False)
    return done.stdout.strip() + done.stderr.strip()


def say(answer, message, *words):
    for word in words:
        assert word in message, (word, message)
    print(json.dumps({"answer": answer, "message": message}))


def folder(**files):
    where = pathlib.Path(tempfile.mkdtemp())
    for name, text in files.items():
        (where / name).write_text(text, encoding="utf-8")
    return where


def loaders():
    empty = folder()
    decouple = "from decouple import config\nprint(config('SECRET_KEY'))"
    environ = "import environ\nenv = environ.Env()\nenviron.Env.read_env()\nprint(env('SECRET_KEY'))"
    environs = "from environs import Env\nenv = Env()\nenv.read_env()\nprint(env('SECRET_KEY'))"
    dotenv = "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nprint(os.environ['SECRET_KEY'])"
    pydantic = """
        from pydantic_settings import BaseSettings, SettingsConfigDict
        class Settings(BaseSettings):
            model_config = SettingsConfigDict(env_file=".env")
            secret_key: str
        print(Settings().secret_key)
    """
    starlette = "from starlette.config import Config\nprint(Config('.env')('SECRET_KEY'))"
    for code, words in (
        (decouple, "UndefinedValueError: SECRET_KEY not found. Declare it as envvar or define a default value."),
        (environ, "ImproperlyConfigured: Set the SECRET_KEY environment variable"),
        (environs, 'Environment variable "SECRET_KEY" not set'),
        (pydantic, "Field required"),
        (starlette, "Config 'SECRET_KEY' is missing, and has no default."),
    ):
        say("guide-loaders", run(code, empty), words)
    say("guide-keyerror", run(dotenv, empty), "KeyError: 'SECRET_KEY'")
    # Where each looks: beside the program, above it, and in the working directory.
    above = folder(**{".env": "SECRET_KEY=higher"})
    (above / "site").mkdir()
    other = folder()
    for code, finds in ((decouple, True), (environ, False), (environs, True), (dotenv, True), (pydantic, False), (starlette, False)):
        assert ("higher" in run(code, above / "site", cwd=other)) == finds, code
        (above / "site" / ".env").write_text("SECRET_KEY=nearby", encoding="utf-8")
        beside = "nearby" in run(code, above / "site", cwd=other)
        assert beside == (code not in (pydantic, starlette)), code
        (above / "site" / ".env").unlink()
        # Where the program was started from.
        (other / ".env").write_text("SECRET_KEY=started", encoding="utf-8")
        assert ("started" in run(code, above / "site" if finds else folder(), cwd=other)) == (code in (pydantic, starlette)), code
        (other / ".env").unlink()
    # What is there, but not as it has to be.
    long = "from environs import Env, validate\nEnv().str('SECRET_KEY', validate=validate.Length(min=20))"
    say("guide-length", run(long, empty, SECRET_KEY="a"), "invalid: ['Shorter than minimum length 20.']")
    long = """
        from pydantic import Field, SecretStr
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            secret_key: {} = Field(min_length=32)
        Settings()
    """
    for kind in ("str", "SecretStr"):
        say("guide-length", run(long.format(kind), empty, SECRET_KEY="a"), "validation error", "too_short")
    percent = folder(**{"settings.ini": "[settings]\nSECRET_KEY=a%b\n"})
    say("guide-quoting", run(decouple, percent), "'%' must be followed by '%'")
    unreadable = folder(**{".env": "SECRET KEY=a\n"})
    say("guide-quoting", run(dotenv, unreadable), "could not parse statement starting at line 1")
    for shell, option, command in (("bash", "-uc", "echo $SECRET_KEY"), ("bash", "-c", ": ${SECRET_KEY:?}"), ("sh", "-uc", "echo $SECRET_KEY"),
                                   ("sh", "-c", ": ${SECRET_KEY:?}")):
        done = subprocess.run([shell, option, command], env={"PATH": os.environ["PATH"]}, text=True, capture_output=True, check=False)
        say("guide-empty", done.stderr, "SECRET_KEY: ")
    # A settings.ini goes before a .env that is beside it.
    (above / "settings.ini").write_text("[settings]\nSECRET_KEY=ini\n", encoding="utf-8")
    assert run(decouple, above) == "ini"
    # What PowerShell 5.1 writes with > is UTF-16.
    wide = folder()
    (wide / ".env").write_bytes("SECRET_KEY=a\r\n".encode("utf-16"))
    for code in (decouple, environ, environs, dotenv):
        said = run(code, wide)
        assert "Error" in said, said
        say("guide-windows", said, "UnicodeDecodeError")


def keys():
    where = folder(**{"s.py": "import os\nSECRET_KEY = os.environ['SECRET_KEY']\n"})
    use = DJANGO + "django.setup(); print(settings.SECRET_KEY)"
    say("guide-keyerror", run(use, where, DJANGO_SETTINGS_MODULE="s"), "KeyError: 'SECRET_KEY'")
    (where / "s.py").write_text("import os\nSECRET_KEY = os.environ.get('SECRET_KEY', '')\n", encoding="utf-8")
    # A secret that is empty, as where a fork has none.
    say("guide-empty", run(use, where, DJANGO_SETTINGS_MODULE="s", SECRET_KEY=""), "The SECRET_KEY setting must not be empty.")
    say("guide-configured", run(DJANGO + "settings.SECRET_KEY", where), "Requested setting SECRET_KEY, but settings are not configured.")
    say("guide-configured", run("from celery import Celery\napp = Celery('shop')\napp.config_from_object('django.conf:settings', namespace='CELERY')\nprint(app.conf.broker_url)", where),
        "settings are not configured")
    assert "not configured" not in run("import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 's'\nfrom celery import Celery\napp = Celery('shop')\napp.config_from_object('django.conf:settings', namespace='CELERY')\nprint(app.conf.broker_url)", where)
    # What settings import may ask for the key before its line.
    (where / "s.py").write_text("import helper\nSECRET_KEY = 'a key'\n", encoding="utf-8")
    (where / "helper.py").write_text("from django.core import signing\nsigning.dumps(1)\n", encoding="utf-8")
    say("guide-empty", run(use, where, DJANGO_SETTINGS_MODULE="s"), "The SECRET_KEY setting must not be empty.", "helper.py")
    (where / "s.py").write_text("SECRET_KEY = 'a key'\nimport helper\n", encoding="utf-8")
    assert "must not be empty" not in run(use, where, DJANGO_SETTINGS_MODULE="s")
    (where / "helper.py").write_text("def token():\n    from django.core import signing\n    return signing.dumps(1)\n", encoding="utf-8")
    (where / "s.py").write_text("import helper\nSECRET_KEY = 'a key'\n", encoding="utf-8")
    assert run(use, where, DJANGO_SETTINGS_MODULE="s") == "a key"
    # Some commands never ask for it.
    (where / "s.py").write_text("DEBUG = True\n", encoding="utf-8")
    assert "False" in run(DJANGO + "django.setup(); print(settings.is_overridden('SECRET_KEY'))", where, DJANGO_SETTINGS_MODULE="s")


def fifty():
    where = folder()
    check = DJANGO + "from django.core.management import call_command; settings.configure(SECRET_KEY={key!r}, ROOT_URLCONF='u'); django.setup(); call_command('check', deploy=True)"
    (where / "u.py").write_text("urlpatterns = []\n", encoding="utf-8")

    def warns(key):
        said = run(check.format(key=key), where)
        assert "security.W001" in said, said
        return said if "security.W009" in said else None

    good = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d"
    assert len(good) == 50 and not warns(good)
    for key in (good[:49], "abcd" * 20, "django-insecure-" + good):
        say("guide-fifty", warns(key), "has less than 50 characters")
    assert not warns(" django-insecure-" + good) and not warns("'django-insecure-" + good + "'")
    # Django says which of the three it is in no way.
    assert len({warns(key).split("security.W009")[1][:250] for key in (good[:49], "abcd" * 20, "django-insecure-" + good)}) == 1


def jwts():
    where = folder()
    for algorithm, wanted in (("HS256", 32), ("HS384", 48), ("HS512", 64)):
        code = "import jwt\njwt.encode({{}}, 'k' * {0}, '{1}')"
        say("guide-jwt", run(code.format(wanted - 1, algorithm), where), "InsecureKeyLengthWarning", f"below the minimum recommended length of {wanted} bytes")
        assert run(code.format(wanted, algorithm), where) == ""
    say("guide-jwt", run("import jwt\njwt.encode({}, 'k', 'HS256')", where, ["-W", "error"]), "InsecureKeyLengthWarning")
    say("guide-tokens", run("import jwt\njwt.decode(jwt.encode({}, 'k' * 32), 'n' * 32, ['HS256'])", where), "Signature verification failed")
    # An own SIGNING_KEY ends what the old key signed, and a new SECRET_KEY then ends nothing more.
    simple = """
        import django, sys
        from django.conf import settings
        settings.configure(SECRET_KEY="{0}", SIMPLE_JWT={1}, USE_TZ=True, INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"])
        django.setup()
        from rest_framework_simplejwt.tokens import RefreshToken
        token = sys.stdin.read() if {2} else str(RefreshToken())
        print(RefreshToken(token))
    """
    secret, own = "s" * 50, {"SIGNING_KEY": "o" * 50}
    made = {name: run(simple.format(secret, with_, False), where) for name, with_ in (("plain", {}), ("own", own))}

    def takes(token, key, with_):
        code = simple.format(key, with_, True).replace("sys.stdin.read()", repr(token))
        return run(code, where)

    assert takes(made["plain"], secret, {}) == made["plain"]
    say("guide-tokens", takes(made["plain"], "n" * 50, {}), "TokenError: Token is invalid")
    assert "TokenError" in takes(made["plain"], secret, own)
    assert takes(made["own"], "n" * 50, own) == made["own"]
    assert takes(made["plain"], "n" * 50, {"SIGNING_KEY": secret}) == made["plain"]


def fields():
    # What a field says that another key encrypted.
    where = folder()
    said = run("from cryptography.fernet import Fernet\nFernet(Fernet.generate_key()).decrypt(Fernet(Fernet.generate_key()).encrypt(b'x'))", where)
    say("guide-tokens", said, "cryptography.fernet.InvalidToken")
    signed = DJANGO + "settings.configure(SECRET_KEY='a'); from django.core import signing; signing.loads('WzFd:1xWMuY:7tIg7hV4Kd-sAaFjr7C-XAytJA9TXNyYyFfBRRAr4ao')"
    say("guide-two", run(signed, where), "django.core.signing.BadSignature")
    # An own CRYPTOGRAPHY_KEY and the like stand in tests/rotation/packages.


def files():
    where = folder(**{"key.txt": "from a file\n"})
    read = "import os, pathlib\nprint(repr(pathlib.Path(os.environ['SECRET_KEY_FILE']).read_text().strip()))"
    assert run(read, where, SECRET_KEY_FILE=str(where / "key.txt")) == "'from a file'"
    assert run(read.replace(".strip()", ""), where, SECRET_KEY_FILE=str(where / "key.txt")) == "'from a file\\n'"
    # Django itself does not look at the variable.
    use = DJANGO + "django.setup(); print(settings.SECRET_KEY)"
    (where / "s.py").write_text("", encoding="utf-8")
    assert "must not be empty" in run(use, where, DJANGO_SETTINGS_MODULE="s", SECRET_KEY_FILE=str(where / "key.txt"))
    aware = "import environ\nprint(repr(environ.FileAwareEnv()('SECRET_KEY')))"
    # django-environ does, and keeps the line break.
    assert run(aware, where, SECRET_KEY_FILE=str(where / "key.txt")) == "'from a file\\n'"


def installs(guide):
    """The lines of the guide that give each install a key of its own."""
    where = folder()
    code = guide.split('id="guide-install"')[1].split("<pre")[1].split(">", 1)[1].split("</pre>")[0]
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        code = code.replace(entity, letter)
    code = code.replace("/var/lib/shop/secret_key", str(where / "secret_key")) + "\nprint(SECRET_KEY)"
    first = run(code, where)
    assert len(first) >= 50 and run(code, where) == first, first
    assert stat.S_IMODE((where / "secret_key").stat().st_mode) == 0o600
    # Many that start at once agree.
    (where / "secret_key").unlink()
    (where / "many.py").write_text(code, encoding="utf-8")
    many = [subprocess.Popen([sys.executable, "many.py"], cwd=where, env=PYTHON, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    assert len({one.communicate()[0].strip() for one in many}) == 1


def lost():
    """A process that runs has the key still, where it came as a variable."""
    where = folder()
    said = run("import os\nprint(open(f'/proc/{os.getpid()}/environ').read().split('SECRET_KEY=')[1].split(chr(0))[0])", where, SECRET_KEY="the lost one")
    assert said == "the lost one"


loaders()
keys()
fifty()
jwts()
fields()
files()
installs((pathlib.Path(__file__).parents[2] / "static/guide.html").read_text(encoding="utf-8"))
lost()
