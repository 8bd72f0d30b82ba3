"""What an officer sees of a session, and what they decide: pure values, no web framework, no clock."""
