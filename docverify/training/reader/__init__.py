"""Training of the reader's networks on synthetic pictures (extra `train`)."""
