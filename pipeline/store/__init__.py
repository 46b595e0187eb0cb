"""The only writer of SQLite: tables as data, rows from records, one transaction a file."""
