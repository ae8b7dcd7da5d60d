//! Wagtail's address of an image in a size of its own: the signature, the image's number, the size.
//!
//! `/images/IMlNJP4OPvc1GvXBtQJ8jUNkVOw=/1/width-100/`
//!
//! Wagtail 8.0.1, `wagtail/images/utils.py`, `generate_signature`.

use super::{ALWAYS_ENDS, Kind};
use crate::{
    check::encoded_text::base64,
    inspect::{
        Asked, Content, Found, Sought,
        mac::{Derive, Digest, of_bytes},
        signed::is_canonical,
    },
    secret::Secret,
};

pub(super) const KIND: Kind =
    Kind { id: "wagtail-image", label: "Wagtail’s address of an image", lasts: None, rotation: ALWAYS_ENDS, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    // It stands at some slash, and with it ends what comes before.
    let (at, _) = asked.text().match_indices("=/").find(|(at, _)| *at >= 27)?;
    let signature = asked.text().get(at - 27..=at)?;
    let bytes = base64(signature).filter(|_| is_canonical(signature) && !signature.contains(['+', '/']))?;
    let rest = asked.text()[at + 2..].split(['?', '#']).next()?;
    let [id, filter, _] = *rest.splitn(3, '/').collect::<Vec<_>>() else { return None };
    let what = [id, "/", filter, "/"].concat();
    let mac = of_bytes(Digest::Sha1, &bytes)?;
    let found =
        asked.signer(&Sought { derive: Derive::Plain, ..Sought::salted(Digest::Sha1, mac, "", what.as_bytes()) })?;
    Some(Found { content: Content::Text(Secret::new(what)), ..found })
}
