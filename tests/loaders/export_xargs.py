"""bash, as a program that it starts, after `export $(cat .env | xargs)`."""
# Started for each file.

from shell import serve

CAT = "/usr/bin/cat FILE"


def ask(cat=CAT):
    """Answers every question, where this command prints the file."""
    serve(f"export $({cat} | PATH=/usr/bin:/bin /usr/bin/xargs) >/dev/null", ["bash"])


if __name__ == "__main__":
    ask()
