"""One interview as it is shown: its lines, its buttons, and who is told when it changes."""
