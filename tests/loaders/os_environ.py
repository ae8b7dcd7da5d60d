"""A shell that reads the line, and a program that it starts, as dash, bash and zsh do it."""

from shell import exported, serve

serve(". FILE >/dev/null", show=exported)
