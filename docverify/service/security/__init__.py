"""Who may ask, how often and how much, and what is told about it."""
