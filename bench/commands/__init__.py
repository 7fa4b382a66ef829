"""How fast commands are answered, beside bare Bolt apps."""
