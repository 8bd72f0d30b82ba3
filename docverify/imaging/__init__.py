"""The one gate for untrusted image bytes, and array-in array-out geometry."""
