"""Lists of documents and of names, and manifests: text only."""
