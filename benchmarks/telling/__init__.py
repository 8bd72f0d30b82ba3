"""How rows are told to a person: words, tables, charts and the page of all of them."""
