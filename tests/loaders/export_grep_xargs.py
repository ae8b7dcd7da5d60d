"""bash, as a program that it starts, after `export $(grep -v '^#' .env | xargs)`."""

from export_xargs import ask

ask("/usr/bin/grep -v '^#' FILE")
