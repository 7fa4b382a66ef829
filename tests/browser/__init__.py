"""The page of the practice workspace, in a real browser."""
