"""The proof that nothing is lost and nothing doubled, in its short form."""
