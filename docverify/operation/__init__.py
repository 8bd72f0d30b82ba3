"""Verification in operation: the record of what was decided, and how often that was wrong."""
