"""What every part of the process stands on: settings, clock, logs, metrics, addresses."""
