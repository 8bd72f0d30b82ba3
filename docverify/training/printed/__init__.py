"""Training of the networks that find and read the printed zone."""
