//! django-graphql-jwt: tokens of a GraphQL API.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "graphql_jwt",
    name: "django-graphql-jwt",
    module: "graphql_jwt",
    tried: &[[0, 4, 0]],
    facts: &[
        fact("graphql-jwt-ends", About::Ends, "every token, unless JWT_SECRET_KEY is set."),
        fact("graphql-jwt-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "graphql-jwt-forges",
            About::Leak,
            "can be any user of the API, superusers too, with the key alone; not with a JWT_SECRET_KEY.",
        ),
        fact(
            "graphql-jwt-keep",
            About::Keep,
            "To keep its tokens, set JWT_SECRET_KEY of GRAPHQL_JWT to the old key, in a variable of its own, unless that key leaked.",
        ),
    ],
    source: "graphql_jwt/settings.py, DEFAULTS",
};
