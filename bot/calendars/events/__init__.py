"""From the text of a calendar to busy blocks: cut first, in the bot; then read, in a worker."""
