"""One module an address: each answers from a read-only connection with plain values."""
