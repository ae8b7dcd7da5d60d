"""supervisord's configuration, read as the server reads it at its start.

The file is one that the main one includes, as Debian has it, and what every program must have stands
in the main one's defaults, so that a fragment will do.
"""

import os

from oracle import serve
from supervisor.options import ServerOptions

OPTIONS = ServerOptions()
MAIN = "[DEFAULT]\ncommand=/bin/true\n[supervisord]\n[include]\nfiles=.env\n"


def read(path):
    folder = os.path.dirname(path)
    main = os.path.join(folder, "supervisord.conf")
    if not os.path.exists(main):
        with open(main, "w") as file:
            file.write(MAIN)
    OPTIONS.here = folder
    OPTIONS.environ_expansions = {}
    section = OPTIONS.read_config(main)
    environment = section.environment
    for group in section.process_group_configs:
        for process in group.process_configs:
            environment = process.environment
    return environment.get


serve(read)
