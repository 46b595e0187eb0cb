"""What Datasette loads: the hooks of the archive's pages."""
