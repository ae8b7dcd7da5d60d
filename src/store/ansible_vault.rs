//! Ansible Vault: an encrypted variable in a file of the playbook's.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "ansible-vault",
    label: "Ansible Vault",
    name: "",
    scope: ("File", "group_vars/all/secret_key.yml"),
    create: Step::Takes(Hand::Plain, SET),
    replace: Step::Takes(Hand::Plain, SET),
    replaced: "The repository’s history has the previous key, encrypted.",
    read_back: Step::Runs("ansible localhost -m ansible.builtin.debug -a var={var} -e @{scope}"),
    starts: Some((
        "a task, for a service that has EnvironmentFile=/etc/django.env",
        "- name: The key for Django\n  ansible.builtin.copy:\n    dest: /etc/django.env\n    mode: \"0600\"\n    content: |\n      {var}='{{ {var} }}'\n  no_log: true\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        --output replaces the file: it is for this variable only.\n\
        systemd reads what the task writes: a key with ' or \\ needs other quotes there.\n\
        Without no_log, a failing task or -vvv prints the key.\n\
        A plain variable with {{ is a template; an encrypted one is not.",
    windows: false,
    proof: Proof::Proven("ansible-core 2.19.14"),
    source: "https://docs.ansible.com/ansible/latest/vault_guide/",
};

const SET: &str = "ansible-vault encrypt_string --stdin-name {var} --output {scope}";
