"""Biometric error rates, intervals and curves (ISO/IEC 19795-1); arrays in, frozen results out."""
