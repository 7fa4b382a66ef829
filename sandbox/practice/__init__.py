"""A workspace to practise in: kept on disk, with a script of what has happened."""
