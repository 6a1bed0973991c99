"""The SQLite file: the log of events, the tables beside it, tokens, and reading beside the writer."""
