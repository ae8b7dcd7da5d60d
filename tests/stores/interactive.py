"""A command pasted into interactive shells in a terminal: the key is not shown, not in the history, the
terminal echoes again afterwards, and nothing is handed over when the question is broken off.
"""

import json
import os
import pty
import re
import select
import shutil
import signal
import sys
import termios
import time

from stand import FOLDER, program

KEY = "s3cret'\"$HOME!x\\ y"
SHELLS = {
    "dash": ["dash", "-i"],
    "bash": ["bash", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}


# Only what stands still for so long has failed, however slow the machine is.
STILL = 600


def more(terminal, shown, within=STILL):
    """Reads what the terminal shows next, and says whether there was something."""
    if not select.select([terminal], [], [], within)[0]:
        return False
    shown[0] += os.read(terminal, 65536)
    return True


def wait(terminal, text, shown):
    """Reads until a text like this is there."""
    while not re.search(text, shown[0]):
        if not more(terminal, shown):
            raise SystemExit(f"no {text!r} in {shown[0]!r}")


def session(shell, text):
    record, history = f"{FOLDER}/record-{shell}", f"{FOLDER}/history-{shell}"
    program("gh", f"cat >>'{record}'; printf '%s ' \"$@\" >>'{record}.arguments'")
    child, terminal = pty.fork()
    if child == 0:
        # Whoever runs the tests in the background has these ignored, and so would the shell have them.
        for number in signal.SIGHUP, signal.SIGINT, signal.SIGQUIT:
            signal.signal(number, signal.SIG_DFL)
        os.environ.update(HISTFILE=history, SAVEHIST="100", HISTSIZE="100", PS1="ready> ", TERM="dumb", HOME=FOLDER)
        os.execvp(SHELLS[shell][0], SHELLS[shell])
    shown = [b""]

    def say(line):
        os.write(terminal, line.encode())

    def hidden():
        # A shell's own editor of lines does not echo either, but takes each key by itself.
        flags = termios.tcgetattr(terminal)[3]
        return flags & termios.ICANON and not flags & termios.ECHO

    def asked():
        """Waits until the terminal does not show what is typed."""
        # Not that in the text itself, which the terminal shows.
        wait(terminal, rb"[^']Key: ", shown)
        end = time.time() + STILL
        while not hidden():
            if time.time() > end:
                raise SystemExit("the terminal shows what is typed")
            time.sleep(0.02)

    wait(terminal, b"ready> ", shown)
    # Broken off first.
    say(text)
    asked()
    shown[0] = b""
    end = time.time() + STILL
    # A shell that is about to read may miss it: one presses it again.
    while b"ready> " not in shown[0]:
        if time.time() > end:
            raise SystemExit("the question is not broken off")
        say("\x03")
        while b"ready> " not in shown[0] and more(terminal, shown, within=2):
            pass
    say("echo broken-$((1+1))\n")
    wait(terminal, b"broken-2", shown)
    nothing = not os.path.exists(record)
    shown[0] = b""
    say(text)
    asked()
    say(KEY + "\n")
    say("echo done-$((1+1))\n")
    wait(terminal, b"done-2", shown)
    say("stty -a | tr ';' '\\n' | grep -c ' -echo '; echo sum-$((1+1))\n")
    wait(terminal, b"sum-2", shown)
    say("exit\n")
    try:
        while more(terminal, shown):
            pass
        raise SystemExit("the shell does not exit")
    except OSError:
        # Nobody holds the terminal's other end any more.
        os.waitpid(child, 0)
    arrived = open(record, encoding="utf-8").read() if os.path.exists(record) else None
    kept = open(history, encoding="utf-8").read() if os.path.exists(history) else ""
    return {
        "shell": shell,
        "nothing when broken off": nothing,
        "arrived": arrived == KEY,
        "not shown": KEY.encode() not in shown[0] and b"s3cret" not in shown[0],
        "not in the history": "s3cret" not in kept,
        # The terminal may show what is typed before the shell's prompt.
        "echoes again": re.search(rb"(\n|> )0\r\n", shown[0]) is not None,
    }


text = json.load(sys.stdin)["create"]
for name in SHELLS:
    assert shutil.which(name), f"{name} is missing"
    found = session(name, text)
    print(json.dumps({**found, "ok": all(value is not False for value in found.values())}), flush=True)
