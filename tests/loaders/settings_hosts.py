"""How a settings file and what Repair made of it do on many hosts.

A host has the key's variable set, unset or empty, or set to a text that the file has; DEBUG on, off or unset; the files
that it looks for, or not; and one of the file's other variables set. The answer is "no worse", or the first host on which
the repaired file is worse than it was:
- with the variable set, what ran before stops, or does not have the variable's key;
- a text that was refused or replaced is taken now;
- without the variable, production starts, with a key that is of no file;
- another file's key is no longer taken.
"""

import ast
import importlib
import json
import os
import re
import sys
import tempfile
import types
import warnings

import django.conf
from oracle import outcome, requests, say

# This folder has programs that are called as the loaders are.
sys.path.pop(0)

FRESH = "7c0f4a1e9b-Fresh-d2586b3e71-4f19a8c6d0-XyZ"
OF_FILE = "of-a-file-of-a-file-of-a-file-0123456789"
SAME = "no worse"

# Stand-ins for what the files import and nobody here has.
STUBS = {
    "mysite/__init__.py": "",
    "mysite/base.py": "import environ\nINSTALLED_APPS = []\nenv = environ.Env()\n",
    "mysite/flags.py": "import os\nDEBUG = os.environ.get('DEBUG') in ('1', 'True')\nTEST = False\n",
    "mysite/util.py": "import os\ndef get_secret(name, default=None): return os.environ.get(name, default)\n"
    "def get_mandatory_secret(name): return os.environ[name]\n",
    "mysite/environment.py": "import os\ndef required(name): return os.environ[name]\n"
    "def boolean(name): return os.environ.get(name) in ('1', 'True')\n",
    "mysite/config.py": "class CONFIG:\n  SECRET_KEY = ''\n  get = staticmethod(lambda name: 'of-the-configuration')\n"
    "  get_bool = staticmethod(lambda name: False)\nclass settings: secret_key = 'of-the-configuration'\n",
    "mysite/classes.py": "import sys\nclass Settings:\n  @classmethod\n  def load_settings(cls, name):\n"
    "    for key in dir(cls):\n      if key.isupper(): setattr(sys.modules[name], key, getattr(cls, key))\n",
    "mysite/appconfig.py": "import os\nclass Config:\n  def __init__(self, env_prefix, attrs): self.prefix = env_prefix\n"
    "  def get(self, name, default=None):\n    value = os.environ.get(f'{self.prefix}_{name}'.upper(), default)\n"
    "    if value is None: raise ValueError(f'{name} is not set')\n    return value\n",
    # As django-configurations 2.5.1 has it.
    "configurations/__init__.py": "from . import values\nclass Configuration: pass\n",
    "configurations/values.py": """import os
class Value:
    required = False
    def __init__(self, default=None, environ=True, environ_name=None, environ_prefix='DJANGO', environ_required=False):
        self.default, self.name, self.prefix = default, environ_name, environ_prefix
        self.required = self.required or environ_required
    def setup(self, name):
        name = (self.name or name).upper()
        name = f'{self.prefix}_{name}' if self.prefix else name
        if name in os.environ: return os.environ[name]
        if self.required: raise ValueError(f'{name} is not set')
        return self.default
class SecretValue(Value):
    required = True
    def setup(self, name):
        value = super().setup(name)
        if not value: raise ValueError(f'{name} is empty')
        return value
BooleanValue = ListValue = Value
""",
    "boto3.py": "class session:\n  class Session:\n    def client(self, **more): return self\n"
    "    def get_secret_value(self, SecretId): return {'SecretString': 'of-the-service'}\n",
    "google/cloud/secretmanager.py": "",
    "django_heroku.py": "def settings(names): pass\n",
    "flask.py": "class Flask:\n  def __init__(self, name): pass\n",
    "yaml.py": "def safe_load(file): return {'secret_key': file.read().strip()}\n",
    "prettyconf.py": "import os\nclass Config:\n  boolean = bool\n  def __call__(self, name, default=None, cast=str):\n"
    "    if name in os.environ: return cast(os.environ[name])\n    if default is None: raise KeyError(name)\n"
    "    return default\nconfig = Config()\n",
    "envparse.py": "import os\nclass Env:\n  def read_envfile(self): pass\n  def __call__(self, name, default=None, cast=str):\n"
    "    if name in os.environ: return cast(os.environ[name])\n    if default is None: raise KeyError(name)\n"
    "    return default\n  bool = __call__\nenv = Env()\n",
    "split_settings/__init__.py": "",
    "split_settings/tools.py": "def include(*files): pass\ndef optional(file): return file\n",
}
# Folders on the host: a file's text is changed so that it looks into others.
FOLDERS = ("/run/secrets", "/etc", "/var/lib")


class World:
    def __init__(self, folder):
        self.folder = folder
        for path, text in STUBS.items():
            path = os.path.join(folder, "site", path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        # The real ones come first.
        sys.path.append(os.path.join(folder, "site"))
        with open(os.path.join(folder, "key"), "w", encoding="utf-8") as file:
            file.write(OF_FILE + "\n")
        self.number = 0
        os.chdir(folder)

    def key(self, text, environment, files, again=False):
        """The key that Django has, by class where there are some, or None where it does not start."""
        self.number += not again
        root = os.path.join(self.folder, f"host{self.number}")
        for place in FOLDERS:
            if files:
                # What the file names there is there.
                for path in re.findall(rf"""{place}/[\\w./-]*\\w""", text) + [f"{place}/django_secret_key"]:
                    os.makedirs(os.path.dirname(root + path), exist_ok=True)
                    if not os.path.isdir(root + path):
                        with open(root + path, "w", encoding="utf-8") as file:
                            file.write(OF_FILE + "\n")
            text = text.replace(f"{place}/", f"{root}{place}/")
        os.makedirs(root + "/site/mysite", exist_ok=True)
        os.environ.clear()
        os.environ.update(environment)
        # What reads a file alone has its variables there.
        if 'dotenv_values(BASE_DIR / ".env")' in text:
            with open(root + "/site/.env", "w", encoding="utf-8") as file:
                file.writelines(f"{name}='{value}'\n" for name, value in environment.items())
        for name in [name for name in sys.modules if name == "decouple" or name.startswith("mysite")]:
            del sys.modules[name]
        module = types.ModuleType("mysite.settings")
        module.__file__ = root + "/site/mysite/settings.py"
        module.__package__ = "mysite"
        importlib.import_module("mysite")
        sys.modules["mysite.settings"] = module
        sys.argv = ["manage.py", "runserver"]
        try:
            exec(compile(text, module.__file__, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        except (Exception, SystemExit):  # noqa: BLE001
            return [None]
        keys = [module.SECRET_KEY] if hasattr(module, "SECRET_KEY") else []
        configured = getattr(django.conf.settings._wrapped, "__dict__", {}).get("SECRET_KEY")
        django.conf.settings._wrapped = django.conf.empty
        if configured is not None and not keys:
            keys = [configured]
        for name, one in [] if keys else list(vars(module).items()):
            if isinstance(one, type) and "SECRET_KEY" in dir(one) and not re.match("Dev|Local|Test", name):
                key = one.SECRET_KEY
                try:
                    keys.append(key.setup("SECRET_KEY") if hasattr(key, "setup") else key)
                except ValueError:
                    keys.append(None)
        return [self.plain(key) for key in keys] or [None]

    @staticmethod
    def plain(key):
        if isinstance(key, bytes):
            key = key.decode(errors="replace")
        return str(key) if key else None


def switches(text, variable, folder):
    """Variables that the file names, with what they may be, and whether that is no production."""
    nodes = list(ast.walk(ast.parse(text)))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    names = {text for text in texts if re.fullmatch(r"[A-Z][A-Z0-9_]{1,40}", text)} - {variable, "DEBUG"}
    names |= {f"{text}_FILE" for text in (variable,) if "_FILE" in "".join(texts)}
    compared = [
        leaf.value
        for node in nodes
        if isinstance(node, (ast.Compare, ast.match_case))
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and re.fullmatch(r"[a-z]{2,12}", leaf.value)
    ]
    compared += [key.value for node in nodes if isinstance(node, ast.Dict) for key in node.keys if isinstance(key, ast.Constant)]
    yield {}, False
    for debug in ("True", "1", "False", "0"):
        yield {"DEBUG": debug, "DJANGO_DEBUG": debug}, debug in ("True", "1")
    for name in sorted(names)[:8]:
        if name.endswith("_FILE"):
            yield {name: os.path.join(folder, "key")}, False
        elif "SECRET" in name:
            yield {name: FRESH + "-other"}, False
        else:
            for value in ["1", *dict.fromkeys(str(one) for one in compared[:8])]:
                is_development = re.search(r"dev|test|local|\bci\b|build|debug", f"{name} {value}".lower())
                yield {name: value}, bool(is_development)


def shipped(text):
    nodes = ast.walk(ast.parse(text))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(text for text in texts if len(text) > 5 and not re.search(r"[\s/.\0]", text) and not text.isupper())[:4]


def answer(world, question):
    before, after, variable = question["before"], question["after"], question["variable"]
    ast.parse(after)
    changed = before != after
    # A file for tests is for no production.
    right = not changed and "TEST_RUNNER" not in before
    for others, is_development in switches(before, variable, world.folder):
        for files in (False, True):
            reads = False
            for value in (None, FRESH, "", *shipped(before)):
                environment = {**question["fallbacks"], **others, **({} if value is None else {variable: value})}
                olds = world.key(before, environment, files)
                # What is random is so twice.
                again = world.key(before, environment, files, again=True) if None not in olds else olds
                news = world.key(after, environment, files) if changed else again
                if len(olds) != len(news):
                    return f"{environment}: {olds} became {news}"
                for old, one, new in zip(olds, again, news):
                    where = f"{environment} files {files}: {old!r} became {new!r}"
                    of_host = old == one and old in (OF_FILE, OF_FILE + "\n", "of-the-service", "of-the-configuration", FRESH + "-other")
                    reads |= value == FRESH and old == FRESH
                    if of_host and new != old:
                        return where
                    if of_host:
                        continue
                    if value == FRESH and (old and not new or not is_development and new and new not in (FRESH, old)):
                        return where
                    # A file that is left may start on a host that nobody has.
                    usual = changed or right and set(others) <= {"DEBUG", "DJANGO_DEBUG"}
                    # What is neither random nor of the text was kept in a file.
                    kept = new and old == one == new and new not in before
                    if value in (None, "") and not is_development and new and usual and not kept:
                        return where
                    if value == "" and not old and new:
                        return where
                    if value not in (None, FRESH, "") and (old == value and not new or not is_development and reads and old != value and new == value):
                        return where
                    if is_development and old and old == one and not new and not changed:
                        return where
    return SAME


def main():
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    real = sys.stdout
    with tempfile.TemporaryDirectory() as folder:
        world = World(os.path.realpath(folder))
        for _, text in requests():
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            said = outcome(answer, world, json.loads(text))
            sys.stdout = real
            say([said])
        os.chdir("/")


main()
