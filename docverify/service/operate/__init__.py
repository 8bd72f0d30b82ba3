"""What an officer sees of a session, and what they decide: values, and no web framework."""
