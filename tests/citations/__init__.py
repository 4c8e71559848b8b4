"""Papers and talks as citations, read by others' parsers."""
