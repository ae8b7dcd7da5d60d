"""Says what others' meters make of keys: for each line that is read one with two digits, zxcvbn's and Django's.

    target/others/bin/pip install zxcvbn==4.5.0
    target/others/bin/python measure/others.py target/others/few 40
    cargo xtask yardstick -- --others target/others/few --beside target/others/bin/python --write

A digit is 1 where the key is refused: by zxcvbn if it needs fewer than 2^80 guesses, and by Django if the check
behind `manage.py check --deploy` (security.W009) warns of it.
"""

import sys

from django.core.checks.security.base import _check_secret_key
from zxcvbn import zxcvbn

for line in sys.stdin:
    key = line.rstrip("\n")
    guessed = zxcvbn(key, max_length=len(key))["guesses"] < 2**80
    print(f"{guessed:d}{not _check_secret_key(key):d}", flush=True)
