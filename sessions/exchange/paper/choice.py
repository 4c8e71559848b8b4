"""What of a program is put on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import segno

from sessions.models import Event, Participation, Session


@dataclass(frozen=True)
class Choice:
    """What fits all that is given; nothing given is the whole program.

    `room`, `sessions` and `people` are keys. A session is chosen with what is inside it.
    """

    day: date | None = None
    room: int | None = None
    sessions: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()

    def takes(self, session: Session) -> bool:
        return (
            self.day in (None, session.day_or_outer)
            and self.room in (None, session.place and session.place.pk)
            and (not self.sessions or any(each.pk in self.sessions for each in session.lineage()))
            and (not self.people or any(map(self.takes_person, session.people)))
        )

    def takes_person(self, participation: Participation) -> bool:
        return not self.people or participation.speaker_id in self.people


@dataclass(frozen=True)
class Source:
    """What sheets are made of: an event's public program in order of time, and a choice of it.

    `absolute` makes a full address of a path of the site.
    """

    event: Event
    program: list[Session]
    absolute: Callable[[str], str]
    choice: Choice = field(default_factory=Choice)

    @property
    def chosen(self) -> Iterator[Session]:
        return filter(self.choice.takes, self.program)

    @property
    def people(self) -> Iterator[Participation]:
        """Yield who is chosen, in each chosen session that takes place."""
        for session in self.chosen:
            if not session.is_cancelled:
                yield from filter(self.choice.takes_person, session.people)

    def qr_code(self, path: str) -> str:
        """Return a page's full address as a QR code: an SVG with the margin that readers need."""
        code, svg = segno.make_qr(self.absolute(path), error="m"), BytesIO()
        code.save(svg, kind="svg", xmldecl=False, border=4, omitsize=True)
        return svg.getvalue().decode()
