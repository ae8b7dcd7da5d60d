"""What Python and Django make of a settings file that was repaired.

The answer is "as it should be", or the first thing that is not:
- both files parse, and differ in the places that are said to be changed and in lines that were put in;
- with the variable set, and with the loader's file in its place, the key is the one from before, by
  import under Django or as a module;
- without, it stops and names the variable.
"""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import types
import warnings

import django.conf
from oracle import outcome, requests, say

# This folder has programs that are called as the loaders are.
sys.path.pop(0)

import decouple  # noqa: E402

SAME = "as it should be"

# Stand-ins for what the files import and nobody here has.
STUBS = {
    "site/mysite/__init__.py": "",
    "site/mysite/base.py": "import environ\nINSTALLED_APPS = []\nenv = environ.Env()\nenv.read_env()\n",
    "site/configurations/__init__.py": "from . import values\nclass Configuration: pass\n",
    # As django-configurations 2.5.1 has it: the name is that of the class's attribute, with a prefix.
    "site/configurations/values.py": """import os
def Value(default=None): return os.environ.get("DJANGO_SECRET_KEY", default)
def SecretValue():
    try: return os.environ["DJANGO_SECRET_KEY"]
    except KeyError: raise ValueError("DJANGO_SECRET_KEY is not set") from None
""",
}
FILES = {"/etc/mysite-secret-key.txt": "of-a-file\n", "/etc/secret_key.txt": "of-a-file\n"}


def offsets(data):
    starts = [0]
    for end in re.finditer(rb"\r\n|\r|\n", data):
        starts.append(end.end())
    return starts


class Compare:
    """Whether two trees are the same outside of the changed places."""

    def __init__(self, before, after, changed):
        self.starts = offsets(before)
        self.mark = 3 if before.startswith(b"\xef\xbb\xbf") else 0
        self.changed = changed
        self.before, self.after = ast.parse(before), ast.parse(after)

    def at(self, line, column):
        return self.starts[line - 1] + column + (self.mark if line == 1 else 0)

    def is_changed(self, node):
        if not hasattr(node, "lineno"):
            return False
        start, end = self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)
        return any(start >= a and end <= b for a, b in self.changed)

    def same(self, a, b):
        if isinstance(a, list):
            if isinstance(b, list) and len(a) > len(b):
                # Empty fallbacks are taken out.
                a = [x for x in a if not (isinstance(x, ast.Constant) and not x.value and self.is_changed(x))]
            if isinstance(b, list) and len(a) > len(b):
                # So is what pydantic has by default.
                a = [x for x in a if not (isinstance(x, ast.keyword) and self.is_changed(x.value))]
                a = [x for x in a if not self.is_changed(x)] if len(a) > len(b) else a
            return isinstance(b, list) and len(a) == len(b) and all(map(self.same, a, b))
        if not isinstance(a, ast.AST):
            return a == b and type(a) is type(b)
        if self.is_changed(a):
            # A field without a default has none.
            return b is None or isinstance(b, ast.expr)
        return type(a) is type(b) and all(self.same(getattr(a, field, None), getattr(b, field, None)) for field in a._fields)

    def is_put_in(self, node):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return True
        if isinstance(node, ast.ClassDef):
            return node.name in ("Environment", "key_Environment")
        return re.match(r"((key_)?env = (key_)?((environ\.)?Env|Dynaconf)\(|(key_)?env\.read_env\(|(key_)?env\.escape_proxy = True$|(key_)?load_dotenv\()", ast.unparse(node))

    def problem(self):
        rest = list(self.before.body)
        for node in self.after.body:
            if rest and self.same(rest[0], node):
                rest.pop(0)
            elif not self.is_put_in(node):
                return f"put in: {ast.unparse(node)[:200]}"
        if rest:
            return f"gone or changed: {ast.unparse(rest[0])[:200]}"
        return None


def lines_kept(before, after, changed):
    """Every line without a change is there, to the byte and in order."""
    mark = b"\xef\xbb\xbf"
    if before.startswith(mark):
        if not after.startswith(mark):
            return "the byte order mark is gone"
        before, after = before[3:], after[3:]
        changed = [(a - 3, b - 3) for a, b in changed]
    starts = [*offsets(before), len(before)]
    kept = iter(after.splitlines(keepends=True))
    for start, end in zip(starts, starts[1:]):
        line = before[start:end]
        if line.strip() and not any(a < end and b > start for a, b in changed) and line not in kept:
            return f"this line is not as it was: {line!r}"
    return None


class World:
    def __init__(self, folder):
        self.folder = folder
        for path, text in STUBS.items():
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        sys.path.insert(0, os.path.join(folder, "site"))
        os.chdir(folder)
        self.path = os.path.join(folder, "site/mysite/settings.py")
        importlib.import_module("mysite")

    def put(self, file):
        """Puts the loader's file where the settings look for it, or takes it away."""
        for place in (self.folder, os.path.join(self.folder, "site"), os.path.join(self.folder, "site/mysite")):
            for name in (".env", "settings.ini"):
                path = os.path.join(place, name)
                if file and file[0] == name:
                    with open(path, "w", encoding="utf-8") as out:
                        out.write(file[1] + "\n")
                elif os.path.exists(path):
                    os.unlink(path)

    def settings(self, data, environment, real):
        os.environ.clear()
        os.environ.update(environment)
        sys.modules.pop("mysite.settings", None)
        sys.modules.pop("mysite.base", None)
        django.conf.settings._wrapped = django.conf.empty
        decouple.config.config = None
        if real:
            with open(self.path, "wb") as file:
                file.write(data)
            importlib.invalidate_caches()
            return django.conf.Settings("mysite.settings")
        module = types.ModuleType("mysite.settings")
        module.__file__ = self.path
        module.__package__ = "mysite"
        sys.modules["mysite.settings"] = module
        exec(compile(data, self.path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        return module


def answer(world, question):
    before, after = question["before"].encode(), question["after"].encode()
    problem = Compare(before, after, question["changed"]).problem() or lines_kept(before, after, question["changed"])
    if problem:
        return problem
    if question["elsewhere"] and before == after:
        return SAME
    variable, key, real = question["variable"], question["key"], question["real"]
    fallbacks = dict(question["fallbacks"])
    world.put(None)
    old = (key, None)
    # Some need the variable, and then take no notice of it.
    for environment in ({}, {variable: "another-key"}):
        try:
            old = world.settings(before, environment, real)
            old = (getattr(old, "SECRET_KEY", None), getattr(old, "SECRET_KEY_FALLBACKS", None))
            if environment and old[0] in environment.values():
                old = (key, None)
            break
        except Exception as error:  # noqa: BLE001
            if question["held"] and real and environment:
                return f"the file as it was: {error!r}"
    if question["held"]:
        expected = old[0] or key
        if (expected.decode() if isinstance(expected, bytes) else expected) != key:
            return f"the key from before is {expected!r}"
    else:
        expected = key
    # Where variables are expanded, or read as TOML, what is in the environment is, too: only the file's line is for the
    # key.
    ways = [({variable: key, **fallbacks}, None)] if question["in_environment"] else []
    if question["file"]:
        ways.append(({}, question["file"]))
    for environment, file in ways:
        world.put(file)
        try:
            new = world.settings(after, environment, real)
        except Exception as error:  # noqa: BLE001
            return f"with {list(environment) or file}: {error!r}"
        if new.SECRET_KEY != expected:
            return f"with {list(environment) or file}: {new.SECRET_KEY!r}, not {expected!r}"
        if fallbacks and list(new.SECRET_KEY_FALLBACKS) != list(fallbacks.values()):
            return f"the fallbacks are {new.SECRET_KEY_FALLBACKS!r}"
        if "" in (getattr(new, "SECRET_KEY_FALLBACKS", None) or ()):
            return "there is an empty fallback"
    world.put(None)
    try:
        new = world.settings(after, fallbacks, real)
    except Exception as error:  # noqa: BLE001
        words = f"{error!r} {error}".upper()
        # What was right may say it in other words, and pydantic in those of its field.
        said = variable.upper() in words or "SECRET_KEY" in words or not question["changed_at_all"]
        if not said:
            return f"without: {error!r}"
        return (real and before != after and worse(world, before, after, variable, fallbacks)) or SAME
    return f"without: it is {new.SECRET_KEY!r}"


def shipped(data):
    """The texts of a file that may be keys which it knows."""
    texts = (node.value for node in ast.walk(ast.parse(data)) if isinstance(node, ast.Constant))
    keys = {text for text in texts if isinstance(text, str) and len(text) > 7 and not re.search(r"[\s/.\0]", text)}
    return sorted(keys - {text for text in keys if text.isupper()})[:3]


def worse(world, before, after, variable, fallbacks):
    """How the repaired file is worse than it was, on hosts with the variable and without, with DEBUG on and off."""
    fresh = "7c0f4a1e9b-fresh-d2586b3e71"

    def key(data, environment):
        try:
            key = getattr(world.settings(data, environment, False), "SECRET_KEY", None)
        except (Exception, SystemExit):  # noqa: BLE001
            return None
        return key.decode() if isinstance(key, bytes) else key

    for debug in (None, "True", "1", "False", "0"):
        switches = fallbacks if debug is None else {"DEBUG": debug, "DJANGO_DEBUG": debug, **fallbacks}
        reads = key(before, {**switches, variable: fresh}) == fresh
        production = debug not in ("True", "1")
        for value in (None, fresh, "", *shipped(before)):
            environment = switches if value is None else {**switches, variable: value}
            old, new = key(before, environment), key(after, environment)
            where = f"with {environment}: {old!r} became {new!r}"
            if value == fresh and (old and not new or production and new and new not in (fresh, old)):
                return where
            if value is None and production and new and before != after:
                return where
            if value == "" and production and not old and new:
                return where
            if value not in (None, fresh, "") and (old == value and not new or production and reads and old != value and new == value):
                return where
    return None


def development(world, question):
    """Starts eight processes at once, and again, with DEBUG on; and one with it off."""
    path = os.path.join(world.folder, "site/mysite/settings.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(question["text"])
    program = "from django.conf import settings; print(settings.SECRET_KEY)"

    def start(**environment):
        environment |= {"DJANGO_SETTINGS_MODULE": "mysite.settings", "PYTHONPATH": os.path.join(world.folder, "site")}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=pipe, stderr=pipe, text=True)

    keys = [one.communicate()[0].strip() for one in [start(DEBUG="1") for _ in range(8)]]
    keys += [start(DEBUG="1").communicate()[0].strip()]
    if min(map(len, keys)) < 50:
        return f"a key is missing: {keys}"
    if len(set(keys)) != question["different"]:
        return f"{len(set(keys))} different keys"
    left = [name for name in os.listdir(os.path.dirname(path)) if not name.endswith(".py")]
    if question["different"] == 1:
        kept = os.path.join(os.path.dirname(path), ".development-key")
        if os.stat(kept).st_mode & 0o777 != 0o600:
            return "others can read the file"
        os.unlink(kept)
        left.remove(".development-key")
    if left != ["__pycache__"][: len(left)]:
        return f"left behind: {left}"
    _, error = start().communicate()
    if question["variable"] not in error:
        return f"without the variable: {error}"
    key, error = start(**{question["variable"]: "abc-123"}).communicate()
    return SAME if key.strip() == "abc-123" else f"with the variable: {key} {error}"


def main():
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    real_open = open

    def opened(path, *arguments, **more):
        if path in FILES:
            import io

            return io.StringIO(FILES[path])
        return real_open(path, *arguments, **more)

    __builtins__.open = opened
    with tempfile.TemporaryDirectory() as folder:
        world = World(os.path.realpath(folder))
        for [name], text in requests():
            say([outcome(development if name == "DEVELOPMENT" else answer, world, json.loads(text))])
        os.chdir("/")


main()
