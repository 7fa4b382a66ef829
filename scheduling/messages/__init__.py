"""What people are told: notices of changes, and reminders."""
