"""bash, as a program that it starts, after `export $(grep -v '^#' .env | xargs)`."""
# Started for each file.

from export_xargs import ask

ask("/usr/bin/grep -v '^#' FILE")
