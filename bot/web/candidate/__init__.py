"""The pages of candidates, who reach them by a link and need no account."""
