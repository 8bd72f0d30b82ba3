"""Galleries of enrolled templates: a register on disk, encrypted, and an exact search of it (1:N)."""
