"""The schedule's logic, pure: it knows times and sessions, and nothing of Django."""
