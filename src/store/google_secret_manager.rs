//! Google Secret Manager: `gcloud secrets`, and google-cloud-secret-manager in `settings.py`.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "google-secret-manager",
    label: "Google Secret Manager",
    name: "django-secret-key",
    scope: ("Project", "my-project"),
    create: Step::Takes(
        Hand::Plain,
        "gcloud secrets create {name} --project {scope} --replication-policy automatic --data-file {dash}",
    ),
    replace: Step::Takes(Hand::Plain, "gcloud secrets versions add {name} --project {scope} --data-file {dash}"),
    replaced: "The previous versions stay until they are destroyed. To go back, add the previous key again.",
    read_back: Step::Runs("gcloud secrets versions access latest --secret {name} --project {scope}"),
    starts: None,
    settings: "from google.cloud import secretmanager\n\n# Once per process; without it Django does not start.\nsecrets = secretmanager.SecretManagerServiceClient()\nversion = secrets.access_secret_version(name=\"projects/{scope}/secrets/{name}/versions/latest\")\nSECRET_KEY = version.payload.data.decode()\n",
    pitfalls: "\
        --data-file takes all of the file: a newline at its end becomes a part of the key.\n\
        A secret is bytes: without .decode() so is the key, and it works until something expects a text.\n\
        “latest” moves with each version. With a number, processes change when they are deployed.\n\
        Cloud Run can give the secret as a variable, too, read when an instance starts.",
    windows: true,
    proof: Proof::Proven("gcloud 528.0.0, google-cloud-secret-manager 2.32.0"),
    source: "https://cloud.google.com/secret-manager/docs/add-secret-version",
};
