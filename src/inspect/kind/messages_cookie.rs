//! The cookie `messages`: what is to be shown on the next page.
//!
//! `W1siX19qc29uX21lc3NhZ2Ui…:1xWMuY:5XPa…` since Django 3.2; in 3.1 the JSON stands there as it is.
//!
//! Django 6.1, `django/contrib/messages/storage/cookie.py`. It is made by `get_cookie_signer`.

use super::{KEPT, Kind};
use crate::inspect::{Asked, COOKIES, Found};

pub(super) const KIND: Kind =
    Kind { id: "messages-cookie", label: "a cookie with messages", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.dumped(COOKIES, "django.contrib.messages")
}
