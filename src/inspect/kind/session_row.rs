//! A session as the database or a file holds it: `session_data` of the table `django_session`.
//!
//! `.eJx…:1xWMuY:7tIg…`, made by `signing.dumps`, compressed where that is shorter.
//!
//! Django 6.1, `django/contrib/sessions/backends/base.py`; since 3.1. The salt has the name of the
//! engine's class, and all engines of Django have the same.

use super::{KEPT, Kind, SESSION};
use crate::inspect::{Asked, Found};

pub(super) const KIND: Kind =
    Kind { id: "session-row", label: "a session stored on the server", lasts: Some(SESSION), rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.dumped("", "django.contrib.sessions.SessionStore")
}
