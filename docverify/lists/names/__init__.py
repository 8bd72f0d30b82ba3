"""Lists of people: how names and dates of birth are compared, and what an agreement is worth."""
