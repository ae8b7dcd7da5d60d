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
    replaced: "Each change is a version with a number; the former ones stay until they are disabled or destroyed. To go back, add the former key again.",
    read_back: Step::Runs("gcloud secrets versions access latest --secret {name} --project {scope}"),
    starts: None,
    settings: "from google.cloud import secretmanager\n\n# Read once per process; Django does not start if it cannot be.\nsecrets = secretmanager.SecretManagerServiceClient()\nversion = secrets.access_secret_version(name=\"projects/{scope}/secrets/{name}/versions/latest\")\nSECRET_KEY = version.payload.data.decode()\n",
    pitfalls: "\
        --data-file takes the file to its last byte: what echo writes has a newline, and it becomes a part of the key.\n\
        A secret is bytes: without .decode() Django gets bytes, and what it signs still works, until something expects a text.\n\
        “latest” moves with each version. Pin a number if all processes must change at the same moment, when they restart.\n\
        Cloud Run and App Engine can also mount the secret as a variable: the same value, read when an instance starts.",
    windows: true,
    proof: Proof::Proven("gcloud 528.0.0, google-cloud-secret-manager 2.32.0"),
    source: "https://cloud.google.com/secret-manager/docs/add-secret-version",
};
