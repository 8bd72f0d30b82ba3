"""Sessions of travellers: values, the state machine, and the store in memory. Free of HTTP."""
