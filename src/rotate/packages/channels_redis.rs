//! channels-redis.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "channels_redis",
    name: "channels-redis",
    module: "channels_redis",
    tried: &[[4, 3, 0]],
    facts: &[fact("channels-redis-stays", About::Stays, OWN_SOURCE)],
    source: "channels_redis/",
};
