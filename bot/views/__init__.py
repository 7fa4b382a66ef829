"""Block Kit: values in, blocks out, and the readers of our own forms."""
