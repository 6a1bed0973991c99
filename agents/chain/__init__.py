"""The Mesa model: all sites stepped week by week, the ledger, the record, and the outlook."""
