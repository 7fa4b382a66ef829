"""What people ask in Slack, on its way to a listener and back."""
