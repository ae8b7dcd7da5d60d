"""The project's own app."""
