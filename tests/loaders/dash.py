"""dash by itself, sourcing the file with every variable exported."""

from shell import SOURCE, serve

serve(SOURCE, ["dash"])
