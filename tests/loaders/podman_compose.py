"""podman-compose, as the `-e` options that it starts podman with for a service's `env_file:`."""

import logging
import sys

# This file has the name of the module that it asks.
sys.path.append(sys.path.pop(0))

from oracle import serve  # noqa: E402

from podman_compose import dotenv_to_dict, norm_as_list  # noqa: E402

logging.disable()


def read(path):
    variables = [option.partition("=") for option in norm_as_list(dotenv_to_dict(path))]
    # As podman takes it. Without `=`, it looks at the host, where nothing is set here.
    return {name: text for name, equals, text in variables if equals}.get


serve(read)
