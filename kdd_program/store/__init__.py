"""The page store: public pages from memory, around Django. `docs/architecture.md` explains it."""
