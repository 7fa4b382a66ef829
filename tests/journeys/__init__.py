"""The stories of people in a workspace; a package, so that a story may be named like a rule."""
