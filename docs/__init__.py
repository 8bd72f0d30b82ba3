"""The documentation's pages, and the programs that draw their pictures."""
