"""The archive's pages: a Datasette plugin that draws on the server."""
