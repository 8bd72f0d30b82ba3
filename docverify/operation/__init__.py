"""Verification in operation: what was decided, and how often that was wrong."""
