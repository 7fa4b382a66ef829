"""Keys, what is signed with them, and the links to candidates' pages that are made of that."""
