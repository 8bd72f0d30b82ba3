"""docverify reads travel documents, checks them, and compares their portrait with a live face."""
