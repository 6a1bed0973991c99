"""The SQLite database: the event log, derived tables, people, tokens, and all SQL."""
