//! Finds what a line is for, by what people call it: a loader, a product or a secret store. A word that names none
//! of them may mean several, which [`MEANT`] tells.

use crate::{
    line::Destination,
    listed::Listed,
    loader,
    make::SHORT_LIST,
    product::Product,
    store::{self, Store},
};

/// Something to choose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found {
    /// Who reads the line.
    Destination(Destination),
    /// A product, with all that it brings.
    Product(Product),
    /// Where the key is kept.
    Store(&'static Store),
}

/// What words may mean.
struct Meant {
    words: &'static str,
    sentence: &'static str,
    /// What to choose then, best first, by [`Found::id`].
    choices: &'static str,
}

/// The first that has all of the words typed is meant.
const MEANT: &[Meant] = &[
    Meant {
        words: "docker container containers",
        sentence: "Docker reads a key in several ways. In Compose, env_file hands a file to a container.",
        choices: "compose-env-file compose-project-env compose-yaml docker-env-file compose-1 dockerfile-env in-docker-secret",
    },
    Meant {
        words: "docker compose docker-compose docker-compose.yml",
        sentence: "env_file hands a file to a container. The .env beside compose.yaml fills in ${NAME} there.",
        choices: "compose-env-file compose-project-env compose-yaml compose-1 podman-compose",
    },
    Meant {
        words: "k8s k3s kubernetes helm eks gke aks openshift minikube",
        sentence: "Kubernetes keeps a key in a Secret.",
        choices: "kubernetes-secret-stringdata kubernetes-secret-data kubectl-env-file kustomize-envs kubernetes-pod-env in-kubernetes",
    },
    Meant {
        words: "heroku dyno",
        sentence: "Heroku keeps a key in a config var. On your own machine, heroku local reads a file.",
        choices: "in-heroku node-foreman",
    },
    Meant {
        words: "vercel netlify koyeb northflank coolify dokku jenkins circleci bitbucket travis cpanel",
        sentence: "It keeps variables in its own settings, which were not tested here. Copy key copies the key alone, and a portable one needs no escaping. Django reads it from os.environ.",
        choices: "os-environ",
    },
    Meant {
        words: "aws amazon ec2 ecs fargate lambda beanstalk ssm",
        sentence: "AWS keeps a key in one of these.",
        choices: "in-aws-secrets-manager in-aws-ssm",
    },
    Meant {
        words: "gcp google cloud run appengine",
        sentence: "Google Cloud keeps a key in its Secret Manager.",
        choices: "in-google-secret-manager",
    },
    Meant {
        words: "azure microsoft keyvault",
        sentence: "Azure keeps a key in its Key Vault.",
        choices: "in-azure-key-vault",
    },
    Meant {
        words: "github actions gitlab ci pipeline workflow",
        sentence: "CI keeps a key as a secret, or as a variable of the project.",
        choices: "in-github-actions in-gitlab-ci github-env",
    },
    Meant { words: "ansible playbook", sentence: "Ansible keeps a key in a vault.", choices: "in-ansible-vault" },
    Meant {
        words: "windows pwsh powershell",
        sentence: "PowerShell sets a variable for its own session. A .env file works on Windows, too: choose what reads it.",
        choices: "powershell python-dotenv python-decouple",
    },
    Meant {
        words: "linux ubuntu debian server vps gunicorn service systemctl",
        sentence: "On a server the program that starts Django hands it the variable.",
        choices: "systemd-environment-file systemd-environment posix-shell supervisord pam-environment",
    },
    Meant { words: "macos mac terminal", sentence: "The terminal’s shell reads it.", choices: "zsh bash" },
    Meant {
        words: "nodejs javascript express",
        sentence: "Node reads it by itself, or with a package.",
        choices: "node-env-file npm-dotenv-18 dotenvx",
    },
    Meant { words: "nextjs react", sentence: "Next.js and Vite read files of their own.", choices: "next-env vite-8" },
    Meant { words: "golang", sentence: "Go reads it with a package.", choices: "godotenv" },
    Meant { words: "laravel symfony", sentence: "PHP reads it with a package.", choices: "phpdotenv" },
    Meant { words: "rails", sentence: "Ruby reads it with a package.", choices: "ruby-dotenv" },
    Meant { words: "cargo actix axum", sentence: "Rust reads it with a package.", choices: "dotenvy" },
];

/// Said where nothing is found.
pub const NOTHING: &str =
    "Nothing here is called that. If it reads a .env file, the line for any .env loader is the likeliest to suit it.";

fn meant(typed: &str) -> Option<&'static Meant> {
    let typed = typed.to_lowercase();
    let typed: Vec<_> = typed.split_whitespace().listed();
    // So few letters may begin anything.
    if typed.iter().all(|word| word.len() < 3) {
        return None;
    }
    let has = |meant: &&Meant| typed.iter().all(|word| meant.words.split(' ').any(|known| known.starts_with(word)));
    MEANT.iter().find(has)
}

/// What is said of the words typed, where they may mean several things or nothing is called so.
pub fn told(typed: &str) -> Option<&'static str> {
    if typed.trim().is_empty() {
        return None;
    }
    let meant = meant(typed).map(|meant| meant.sentence);
    meant.or_else(|| find(typed, Destination::Anywhere, None).is_empty().then_some(NOTHING))
}

/// What suits the words typed: what they may mean, then all whose names or places have each of them. Where nothing
/// is typed, the short list and what is chosen.
pub fn find(typed: &str, chosen: Destination, product: Option<Product>) -> Vec<Found> {
    let mut found = Vec::new();
    if typed.trim().is_empty() {
        let among = |destination: Destination| match (destination, chosen) {
            (Destination::Loader(loader), Destination::Several(several)) => several.includes(loader),
            _ => destination == chosen,
        };
        found.extend(all().filter(|one| among(*one) || SHORT_LIST.contains(&&*one.id())).map(Found::Destination));
        found.extend(product.map(Found::Product));
        return found;
    }
    if let Some(meant) = meant(typed) {
        found.extend(meant.choices.split(' ').filter_map(choice));
    }
    let typed = typed.to_lowercase();
    let has = |texts: &[&str]| {
        let name = texts.join(" ").to_lowercase();
        typed.split_whitespace().all(|word| name.contains(word))
    };
    let mut more: Vec<Found> = Vec::new();
    for one in all() {
        let also = if let Destination::Loader(loader) = one { loader.also() } else { "" };
        if has(&[&one.id(), one.label(), one.place(), also]) {
            more.push(Found::Destination(one));
        }
    }
    more.extend(Product::all().into_iter().filter(|one| has(&[one.id, one.name])).map(Found::Product));
    more.extend(store::ALL.iter().filter(|one| has(&[one.id, one.label])).map(Found::Store));
    for one in more {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// What has this [`Found::id`], unless it is a product.
fn choice(id: &str) -> Option<Found> {
    match id.strip_prefix(IN) {
        Some(store) => store::find(store).map(Found::Store),
        None => Destination::find(id).map(Found::Destination),
    }
}

/// What the id of a store begins with here: one is called as a loader may be.
const IN: &str = "in-";

fn all() -> impl Iterator<Item = Destination> {
    std::iter::once(Destination::Anywhere).chain(loader::ALL.iter().map(Destination::Loader))
}

impl Found {
    /// How tests and the page's links call it.
    pub fn id(&self) -> String {
        match self {
            Self::Destination(destination) => destination.id().into_owned(),
            Self::Product(product) => product.id.to_owned(),
            Self::Store(store) => [IN, store.id].concat(),
        }
    }

    /// What the page calls it.
    pub fn label(&self) -> String {
        match self {
            Self::Destination(destination) => destination.label().to_owned(),
            Self::Product(product) => product.name.to_owned(),
            Self::Store(store) => [store.label, " (store)"].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(typed: &str) -> Vec<String> {
        find(typed, Destination::Anywhere, Product::find("zulip")).iter().map(Found::id).collect()
    }

    #[track_caller]
    fn finds(typed: &str, expected: &[&str]) {
        assert_eq!(ids(typed), expected, "{typed}");
    }

    #[test]
    fn by_any_part_of_the_name() {
        finds("DECOUP", &["python-decouple", "python-decouple-ini"]);
        finds("any .env", &["anywhere"]);
        // By the name of a program that reads with it.
        finds("pipenv", &["python-dotenv"]);
        finds("Kamal", &["ruby-dotenv"]);
        finds("cronjob", &["crontab"]);
        finds("circusd", &["circus"]);
        finds("PyCharm", &["jetbrains-envfile"]);
        finds("IntelliJ", &["jetbrains-envfile"]);
        finds("docker stack", &["docker-env-file", "docker-swarm"]);
        finds("docker service", &["docker-swarm"]);
        // By a version.
        finds("node 22", &["node-env-file"]);
        finds("dotenv 2.8", &["ruby-dotenv-2-8"]);
        finds("paperless", &["paperless-ngx"]);
        finds("Open  forms", &["open-forms"]);
        finds("HyperKitty", &["mailman"]);
        finds("render", &["in-render"]);
        finds("1password", &["in-1password"]);
        assert_eq!(ids(" ").first().map(String::as_str), Some("anywhere"));
        assert_eq!(ids(" ").last().map(String::as_str), Some("zulip"));
    }

    #[test]
    fn by_what_a_word_may_mean() {
        for (typed, first, sentence) in [
            ("docker", "compose-env-file", "several ways"),
            ("Docker", "compose-env-file", "several ways"),
            ("docker compose", "compose-env-file", "beside compose.yaml"),
            ("compose", "compose-env-file", "beside compose.yaml"),
            ("k8s", "kubernetes-secret-stringdata", "a Secret"),
            ("heroku", "in-heroku", "config var"),
            ("vercel", "os-environ", "Copy key"),
            ("ansible", "in-ansible-vault", "a vault"),
            ("azure", "in-azure-key-vault", "Key Vault"),
            ("aws", "in-aws-secrets-manager", "one of these"),
            ("windows", "powershell", "its own session"),
            ("nextjs", "next-env", "of their own"),
        ] {
            assert_eq!(ids(typed).first().map(String::as_str), Some(first), "{typed}");
            assert!(told(typed).is_some_and(|told| told.contains(sentence)), "{typed}");
        }
        // The others that are called so follow.
        assert!(ids("docker").contains(&"in-docker-secret".to_owned()));
        assert!(ids("github").contains(&"in-github-actions".to_owned()));
        for typed in ["", " ", "python-decouple", "zulip", "render"] {
            assert_eq!(told(typed), None, "{typed}");
        }
        assert_eq!(told("no such loader"), Some(NOTHING));
        assert!(ids("no such loader").is_empty());
    }

    #[test]
    fn the_table_names_what_there_is() {
        for meant in MEANT {
            for id in meant.choices.split(' ') {
                assert_eq!(choice(id).map(|found| found.id()).as_deref(), Some(id));
            }
            assert_eq!(meant.words, meant.words.to_lowercase());
            assert!(meant.sentence.ends_with('.'));
            // None has each of its words taken by one before.
            let own = |word: &str| self::meant(word).is_some_and(|found| found.words == meant.words);
            assert!(meant.words.split(' ').any(own), "{}", meant.words);
        }
        let ids: Vec<_> = ids("e").into_iter().collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len());
    }
}
