"""Candidates' pages from a coordinator's side: links to them, and what is asked for there."""
