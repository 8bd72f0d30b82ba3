"""Draws the documentation's pictures: `python -m docs.drawings`, with `--data` also those of real faces."""
