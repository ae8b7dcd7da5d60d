"""Writes keys that others' word lists and programs make, a file for each family.

    python3 -m venv target/others && target/others/bin/pip install diceware==1.0.1 xkcdpass==1.30.0 Django==5.2
    target/others/bin/python measure/others.py target/others/keys 2000
    cargo xtask yardstick -- --others target/others/keys

The models use none of these lists: their English is SCOWL's, and their other languages wordfreq's. `weak-…` hold 80
bits at most, `good-…` 112 at least. Sentences are those that Django's own translations have. pwgen and apg are asked
where they are there.
"""

import math
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unicodedata

import diceware
import django
import xkcdpass

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
rng = random.Random(20261130)
LISTS = pathlib.Path(diceware.__file__).parent / "wordlists"
MORE = pathlib.Path(xkcdpass.__file__).parent / "static"


def words(path):
    """The words of a list, without what dice show and what signs it."""
    found = []
    for line in path.read_text(encoding="utf-8").split("-----BEGIN PGP SIGNATURE")[0].splitlines():
        word = line.split()[-1].lower() if line.split() else ""
        # A loader and a shell want ASCII: others write such words without their accents.
        if word.isascii() and word.isalpha():
            found.append(word)
    return sorted(set(found))


def write(name, keys):
    (folder / f"{name}.txt").write_text("".join(key + "\n" for key in keys), encoding="utf-8")


def joined(name, path, weak=(4, 5, 6), good=(10,)):
    """Words one after another, as `diceware` joins them: with a capital each, or without."""
    all_words = words(path)
    bits = math.log2(len(all_words))
    for number in weak + good:
        kind = "weak" if number * bits <= 80.5 else "good" if number * bits >= 112 else None
        if kind:
            draw = lambda: [rng.choice(all_words) for _ in range(number)]
            write(f"{kind}-{name}-{number}-joined", ("".join(draw()) for _ in range(count)))
            write(f"{kind}-{name}-{number}-Capitals", ("".join(map(str.capitalize, draw())) for _ in range(count)))
            write(f"{kind}-{name}-{number}-signs", (rng.choice("-_ .").join(draw()) for _ in range(count)))


for path in sorted(LISTS.glob("wordlist_*")):
    joined(path.stem.removeprefix("wordlist_"), path)
for name in ["eff-long", "eff-short", "eff-special", "legacy", "fin-kotus", "fr-freelang", "ger-anlx", "ita-wiki", "nor-nb",
             "pt-ipublicis", "spa-mich", "swe-short"]:
    # Finnish words are as long as two, and all lists of more than 20,000 need but five.
    joined("xkcdpass-" + name, MORE / name)


def plain(text):
    """Text as it is typed into a key: without accents."""
    text = text.translate(str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "ı": "i", "đ": "d", "œ": "oe"}))
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def sentences(language):
    """What Django says in a language: the words at a sentence's start, as many as make 24 letters or some more."""
    for path in sorted(pathlib.Path(django.__file__).parent.glob(f"**/locale/{language}/LC_MESSAGES/django.po")):
        for text in re.findall(r'^msgstr (".*"(?:\n".*")*)', path.read_text(encoding="utf-8"), re.M):
            text = re.sub(r'"\n"|\\.', "", text).strip('"')
            found = []
            for word in re.findall(r"[a-z]+|[^a-z ]+", plain(text).lower()):
                if not word.isalpha():
                    break
                found.append(word)
                if 24 <= sum(map(len, found)) <= 40 and len(found) > 3:
                    yield found
                    break


for language in "ca cs da de es fi fr hr hu id it nb nl pl pt pt_BR ro sk sl sv tr".split():
    found = list({" ".join(words): words for words in sentences(language)}.values())
    if len(found) >= 30:
        write(f"weak-sentence-{language}-joined", map("".join, found))
        write(f"weak-sentence-{language}-Capitals", ("".join(map(str.capitalize, words)) for words in found))
        write(f"weak-sentence-{language}-signs", ("-".join(words) for words in found))


english = pathlib.Path(django.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po")
found = {}
for path in sorted(english):
    for text in re.findall(r'^msgid (".*"(?:\n".*")*)', path.read_text(encoding="utf-8"), re.M):
        words_of = re.findall(r"[a-z]+|[^a-z ]+", re.sub(r'"\n"|\\.', "", text).strip('"').lower())
        while words_of and not words_of[-1].isalpha():
            words_of.pop()
        if all(map(str.isalpha, words_of)) and 28 <= sum(map(len, words_of)) <= 66:
            found[" ".join(words_of)] = words_of
write("weak-sentence-en-joined", map("".join, found.values()))
write("weak-sentence-en-Capitals", ("".join(map(str.capitalize, words_of)) for words_of in found.values()))
write("weak-sentence-en-signs", map("-".join, found.values()))


def program(name, *command):
    if not shutil.which(command[0]):
        return
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    write(name, done.stdout.split()[:count])


program("good-pwgen-24", "pwgen", "-1", "24", str(count))
program("good-pwgen-40", "pwgen", "-1", "40", str(count))
program("good-pwgen-s-32", "pwgen", "-1", "-s", "32", str(count))
program("good-pwgen-s-y-50", "pwgen", "-1", "-s", "-y", "50", str(count))
program("good-apg-0-40", "apg", "-a", "0", "-m", "40", "-x", "40", "-n", str(count))
program("good-apg-1-32", "apg", "-a", "1", "-m", "32", "-x", "32", "-n", str(count))
