"""A shell that sources the file with every variable exported, as dash, bash and zsh do it."""

from shell import serve

serve("set -a; . FILE >/dev/null; if [ \"${NAME+x}\" ]; then printf 'V%s' \"$NAME\"; else printf M; fi")
