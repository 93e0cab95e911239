"""The account for other programs: the whole of it as JSON, and the rows of any view as JSON or CSV."""
