"""The archive's pages: a Datasette plugin that draws on the server.

`plugin` holds the hooks that Datasette calls, `routes` the addresses; each module of `pages`
answers one address from a read-only connection with plain values, and a template of the same
name draws them. `serve` starts it all.
"""
