//! Channels.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "channels",
    name: "channels",
    module: "channels",
    tried: &[[4, 3, 2]],
    facts: &[fact("channels-stays", About::Stays, OWN_SOURCE)],
    source: "channels/",
};
