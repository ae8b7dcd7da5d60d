"""podman-compose, as the `-e` options that it starts podman with for a service's `env_file:`."""

import logging
import sys

# This file has the name of the module that it asks.
sys.path.append(sys.path.pop(0))

from oracle import Missing, serve  # noqa: E402

from podman_compose import dotenv_to_dict, norm_as_list  # noqa: E402

logging.disable()


def read(path, name):
    value = None
    for option in norm_as_list(dotenv_to_dict(path)):
        # As podman takes it. Without `=`, it looks at the host, where nothing is set here.
        key, equals, text = option.partition("=")
        if key == name and equals:
            value = text
    if value is None:
        raise Missing
    return value


serve(read)
