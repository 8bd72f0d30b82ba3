"""Processes that work on pictures, so that the service itself only waits."""
