"""A PostgreSQL of our own, for demonstrations, development and tests.

Used only when no ``DATABASE_URL`` is given. `cluster` knows the files and starts and stops the server,
`keeper` stops it when nobody uses it any more, `base` is the Django database engine that asks for it at the
first connection. Why and how: docs/decisions/0004-embedded-database.md.
"""
