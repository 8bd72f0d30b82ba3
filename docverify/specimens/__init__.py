"""Draws synthetic travel documents of Utopia and simulates their capture."""
