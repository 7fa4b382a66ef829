"""Who is in the workspace, as Slack knows them."""
