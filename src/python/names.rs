//! Names that mean something where a file is followed.

/// Functions that draw something random.
pub(super) const RANDOM: &[&str] = &[
    "get_random_secret_key",
    "get_random_string",
    "token_urlsafe",
    "token_hex",
    "token_bytes",
    "uuid4",
    "uuid1",
    "urandom",
    "generate_key",
    "choice",
    "choices",
    "randbytes",
    "getrandbits",
];

/// Classes of which something is known.
pub(super) const MADE: &str =
    "Env FileAwareEnv Config AutoConfig RepositoryEnv RepositoryEmpty Dynaconf LazySettings Path PurePath";

/// Functions that hand on what they are given.
pub(super) const SAME: &str = "force_str smart_str force_text SecretStr cast deepcopy mark_safe copy";

/// Functions that make something else of a text.
pub(super) const CODED: &str = "b64decode urlsafe_b64decode b64encode urlsafe_b64encode encodebytes unhexlify fromhex \
    md5 sha1 sha224 sha256 sha384 sha512 blake2b blake2s new pbkdf2_hmac uuid5 uuid3 reversed";

/// Names that are there without an import.
pub(super) const BUILTINS: &str = "\
    len str bool int any all isinstance getattr hasattr print open set list tuple frozenset sorted dict filter \
    map min max range zip exit quit bytes repr type super property classmethod staticmethod globals locals vars \
    callable float object enumerate sum next iter reversed ord chr hash id abs round setattr input __import__ \
    Exception RuntimeError ValueError KeyError ImportError OSError IOError FileNotFoundError NotImplementedError \
    AssertionError NameError TypeError EnvironmentError SystemExit LookupError AttributeError BaseException \
    ModuleNotFoundError PermissionError Warning UserWarning __builtins__ NotImplemented Ellipsis";
