//! Checks of a pasted key.
