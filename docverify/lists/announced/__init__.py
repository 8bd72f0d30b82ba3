"""What manifests hold, however they are written: journeys, people, documents, and what is wrong with them."""
