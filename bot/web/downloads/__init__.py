"""Lists and records to be downloaded once, each by an address that is a secret."""
