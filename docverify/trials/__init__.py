"""Trials: many pairs of pictures, verified one like the other, resumable."""
