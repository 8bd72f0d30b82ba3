"""Machine-readable zones as text: parse, check, compose, repair (ICAO Doc 9303)."""
