"""The version of all that is in this project; pyproject.toml reads it from here."""

VERSION = "0.2.0"
