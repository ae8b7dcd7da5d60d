"""A shell that sources the file with every variable exported, as dash, bash and zsh do it."""

from shell import SOURCE, serve

serve(SOURCE)
