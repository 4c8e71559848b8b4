"""Times as the clock on the venue's wall shows them, which jumps twice a year in many zones."""

from datetime import UTC, datetime, tzinfo


class NoSuchTimeError(ValueError):
    """The clocks skip this time, or show it twice."""


def moment(wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which the clocks of `zone` show `wall`, which has no zone.

    Raises `NoSuchTimeError` if they never do, or do so twice.
    """
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(found) > 1:
        raise NoSuchTimeError(wall)
    return found.pop()


def on_the_wall(at: datetime, zone: tzinfo) -> datetime:
    """Return what the clocks of `zone` show at the moment `at`."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
