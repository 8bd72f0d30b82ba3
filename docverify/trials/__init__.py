"""Trials: many pictures or pairs of them, read, compared or verified one like the other, resumable."""
