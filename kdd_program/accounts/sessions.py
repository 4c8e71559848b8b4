"""Django's sessions in the database (`SESSION_ENGINE`); a key that can be none is not looked up."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Takes keys of letters and figures, as Django makes them: PostgreSQL refuses a NUL in one."""

    def _validate_session_key(self, key: str | None) -> bool:
        is_key = super()._validate_session_key(key)  # type: ignore[misc] # not in the stubs
        return bool(is_key and key and key.isascii() and key.isalnum())
