"""The proof that nothing is lost and nothing doubled: bots are killed, and Slack fails."""
