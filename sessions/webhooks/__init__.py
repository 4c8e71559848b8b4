"""Telling other servers of releases: signed, repeated until heard, and to public addresses only."""
