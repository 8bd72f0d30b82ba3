"""Pixels to template to comparison score: detect, align, encode, compare, calibrate."""
