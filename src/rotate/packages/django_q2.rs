//! django-q2, whose tasks are signed pickles.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "django_q2",
    name: "django-q2",
    module: "django_q",
    tried: &[[1, 6, 2], [1, 11, 1]],
    facts: &[
        fact("q2-task-ends", About::Ends, "tasks that wait in the queue."),
        fact("q2-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "q2-runs-code",
            About::Leak,
            "runs any program on the server, if they can write into the queue: tasks are pickles.",
        ),
    ],
    source: "django_q/signing.py",
};
