"""bash, as a program that it starts, after `export $(cat .env | xargs)`."""

from shell import serve

CAT = "/usr/bin/cat FILE"
FOUND = "if [ \"${NAME+x}\" ]; then PRINT \"V$NAME\"; else PRINT M; fi"


def ask(cat=CAT):
    """Answers every question, where this command prints the file."""
    serve(f"export $({cat} | PATH=/usr/bin:/bin /usr/bin/xargs) >/dev/null; {FOUND}", ["bash"])


if __name__ == "__main__":
    ask()
