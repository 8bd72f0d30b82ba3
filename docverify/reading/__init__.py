"""Pixels to MRZ: locate, rectify, recognise, decode."""
