"""Evidence and policy in, report out; pure."""
