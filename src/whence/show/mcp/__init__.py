"""The account for assistant programs: a server of the Model Context Protocol that only reads."""
