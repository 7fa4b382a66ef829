"""What people do: type, press, submit."""
