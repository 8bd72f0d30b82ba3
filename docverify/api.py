"""The façade: opens what the caller hands over, picks engines, calls the rooms."""
