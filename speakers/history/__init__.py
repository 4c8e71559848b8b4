"""Who changed what, and when: every write to the program, whatever makes it.

    with recorded(user, "Moved on the board"):
        session.room = room
        session.save()

Forms and actions of the admin, the fixture loader, imports and the board all write within
`recorded`; what they saved or deleted then stands in the history as one edit.
"""

from speakers.history.recording import keep, recorded

__all__ = ["keep", "recorded"]
