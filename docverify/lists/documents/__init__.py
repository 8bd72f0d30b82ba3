"""Lists of documents, such as stolen and lost ones: keyed digests that are looked up and cannot be read."""
