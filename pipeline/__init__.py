"""Turn a council's committee papers into an archive that answers questions."""

__version__ = "0.1.0"
