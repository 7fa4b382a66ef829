"""The workspace from a test's point of view: users who type, press and see."""
