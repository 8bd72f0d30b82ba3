"""Training of the reader's two networks on synthetic pictures (extra `train`)."""
