"""The account in a terminal: one module a view, each a function from rows to what rich prints."""
