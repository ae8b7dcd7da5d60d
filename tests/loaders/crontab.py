"""cron, as the environment of a job that stands below the file: it runs those of `@reboot` at once, so one cron is
started for hundreds of files, each a file of its own in `/etc/cron.d`. That folder and all else that it looks into are
a namespace's own, for which it has to be root's."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from oracle import environment, pick, questions, say, write

SIZE = 400
CRON = shutil.which("cron", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
ROOT = [] if os.geteuid() == 0 else ["sudo", "-n"]
PAM = "account required pam_permit.so\nsession required pam_permit.so\nauth required pam_permit.so\n"
SCRIPT = """
mount -t tmpfs none /run && mount -t tmpfs none /var/spool/cron && mkdir -p /var/spool/cron/crontabs
mount --bind "$1/cron.d" /etc/cron.d && mount --bind "$1/pam.d" /etc/pam.d
test ! -e /etc/crontab || mount --bind /dev/null /etc/crontab
exec "$2" -f
"""


def is_idle(pid):
    """Whether all that it has started is over, and it sleeps until the next minute."""
    with open(f"/proc/{pid}/task/{pid}/children") as children, open(f"/proc/{pid}/stat") as stat:
        return not children.read().strip() and stat.read().rpartition(")")[2].split()[0] == "S"


def ask(asked):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        for name in ("cron.d", "pam.d", "out"):
            os.mkdir(os.path.join(folder, name))
        write(os.path.join(folder, "pam.d/cron"), PAM)
        for number, question in enumerate([*asked, {"text": ""}]):
            text = question["text"]
            last = text.rpartition("\n")[2].lstrip(" \t")
            out = os.path.join(folder, "out", str(number))
            job = f"@reboot root /usr/bin/env -0 > {out}.part; mv {out}.part {out}\n"
            # A last line without an end is for cron to refuse, but for a comment.
            if not last or last.startswith("#"):
                text += ("\n" if text and not text.endswith("\n") else "") + job
            write(os.path.join(folder, "cron.d", f"q{number}"), text)
        cron = subprocess.Popen(
            [*ROOT, "unshare", "-m", "sh", "-ec", SCRIPT, "sh", folder, CRON], stdin=subprocess.DEVNULL
        )
        sentinel = os.path.join(folder, "out", str(len(asked)))
        idle = 0
        while idle < 5:
            time.sleep(0.02)
            if cron.poll() is not None:
                sys.exit("cron does not start")
            idle = idle + 1 if os.path.exists(sentinel) and is_idle(cron.pid) else 0
        subprocess.run([*ROOT, "kill", str(cron.pid)], check=True)
        cron.wait()
        answers = []
        for number, question in enumerate(asked):
            try:
                with open(os.path.join(folder, "out", str(number)), "rb") as file:
                    answers.append(pick(question["names"], environment(file.read().split(b"\0"))))
            except FileNotFoundError:
                answers.append([{"error": "cron ignores this crontab"} for _ in question["names"]])
        return answers


asked = list(questions())
for start in range(0, len(asked), SIZE):
    for answers in ask(asked[start : start + SIZE]):
        say(answers)
