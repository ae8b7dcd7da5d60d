//! Programs that read a file as one of the loaders does, since they read it with that: under these words its row
//! is found.
//!
//! | program | where it says so |
//! | --- | --- |
//! | pipenv | pipenv, `load_dot_env`: python-dotenv's `load_dotenv`, which overrides what is set already |
//! | VS Code's debugger, `envFile` in launch.json | vscode-python-debugger, `src/extension/common/variables/environment.ts` |
//! | docker stack deploy, `env_file:` | Docker CLI, `cli/compose/loader`: `parseEnvFile`; Swarm then looks into `{{…}}`, which has a row of its own |
//! | dev containers, `runArgs` with `--env-file` | `docker run` is given them as they are |
//! | Portainer's stacks | `api/exec/compose_stack.go`: what is typed there is written as it is into `stack.env`, which Compose reads |
//! | Quadlet | podman-systemd.unit(5): `EnvironmentFile=` becomes `--env-file`, `Environment=` is of systemd's syntax |
//! | Kamal | Kamal 2, `lib/kamal/secrets.rb`: Ruby's `Dotenv.parse` of `.kamal/secrets` |

/// The id of a loader, and what else it is found by.
const ALSO: &[(&str, &str)] = &[
    ("python-dotenv", "pipenv"),
    ("vscode-python", "debugpy launch.json"),
    ("jetbrains-envfile", "intellij idea webstorm goland rubymine ide"),
    ("docker-env-file", "docker stack deploy devcontainer"),
    ("docker-swarm", "docker stack deploy docker service create"),
    ("circus", "circusd circusctl circus.ini"),
    ("compose-env-file", "portainer stack.env"),
    ("compose-project-env", "portainer"),
    ("podman-env-file", "quadlet environmentfile"),
    ("systemd-environment", "quadlet"),
    ("ruby-dotenv", "kamal"),
    ("kubernetes-pod-env", "pod deployment"),
    ("pam-environment", "pam_env"),
    ("crontab", "cronjob cron.d"),
    ("node-env-file", "22 24 loadenvfile"),
];

/// What else the loader with this id is found by, in lower case.
pub(crate) fn words(id: &str) -> &'static str {
    ALSO.iter().find(|(loader, _)| *loader == id).map_or("", |(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;

    #[test]
    fn each_is_of_a_loader() {
        for (id, words) in ALSO {
            assert!(loader::find(id).is_some(), "{id}");
            assert_eq!(*words, words.to_lowercase());
        }
    }
}
