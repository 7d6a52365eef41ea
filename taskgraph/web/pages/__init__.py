"""One module a page: what it asks of the store, and which template shows it."""
