"""What the service answers, typed: the same keys as the values of the library give by `to_dict`."""
