//! A secret of Docker Swarm, or of Compose, which is a file in the container.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "docker-secret",
    label: "Docker secret",
    name: "django_secret_key",
    scope: ("Service", "web"),
    create: Step::Takes(Hand::Plain, "docker secret create {name} {dash}"),
    replace: Step::Takes(
        Hand::Plain,
        "docker secret create {next} {dash}{then}docker service update --secret-rm {name} --secret-add {swap} {scope}",
    ),
    replaced: "A secret cannot be changed: {next} takes the place of {name}, and the containers are replaced one after the other. To go back, swap the two again.",
    read_back: Step::Words(
        "Docker does not give a secret back. In a running container it is the file /run/secrets/{name}.",
    ),
    starts: Some((
        "compose.yaml",
        "services:\n  \"{scope}\":\n    secrets: [\"{name}\"]\nsecrets:\n  \"{name}\":\n    external: true\n",
    )),
    settings: "from pathlib import Path\n\nSECRET_KEY = Path(\"/run/secrets/{name}\").read_text(encoding=\"utf-8\").removesuffix(\"\\n\")\n",
    pitfalls: "\
        The file holds all that was put in: with echo, a newline too, which is no part of the key.\n\
        Without Swarm, a secret of Compose is a file of the host, and its mode there decides who reads it.\n\
        A variable such as SECRET_KEY_FILE is a path, not the key.",
    windows: true,
    proof: Proof::Proven("docker 26.1.5, the client"),
    source: "https://docs.docker.com/engine/swarm/secrets/",
};
