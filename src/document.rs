//! What was pasted: a bare key, or a line with a key in it.
