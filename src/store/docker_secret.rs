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
    replaced: "A secret cannot be changed: this makes a second one, {next}, which takes the place of {name} and its file, and the service’s containers are replaced one after the other. To go back, swap the two again.",
    read_back: Step::Words(
        "Docker does not give a secret back. In a running container it is the file /run/secrets/{name}.",
    ),
    starts: Some((
        "compose.yaml",
        "services:\n  \"{scope}\":\n    secrets: [\"{name}\"]\nsecrets:\n  \"{name}\":\n    external: true\n",
    )),
    settings: "from pathlib import Path\n\nSECRET_KEY = Path(\"/run/secrets/{name}\").read_text(encoding=\"utf-8\").removesuffix(\"\\n\")\n",
    pitfalls: "\
        The file holds what was put in, to the last byte: with echo, a newline too, which must not become a part of the key.\n\
        With Compose alone, without Swarm, a secret is a file of the host’s, mounted: its owner and mode there decide who reads it.\n\
        A variable that points at the file is not the key: os.environ[\"SECRET_KEY_FILE\"] is a path.",
    windows: true,
    proof: Proof::Proven("docker 28.2.2, the client"),
    source: "https://docs.docker.com/engine/swarm/secrets/",
};
