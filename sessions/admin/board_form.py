"""What the schedule board sends: its moves, as JSON, and the note of a release."""

import json
import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sessions.publishing import Key, Move, Slot
from speakers.bilingual import LANGUAGES

NAME = re.compile(r"([-\w]+)/([-\w]+)")
TIMES = ("start", "end")
YEARS = range(MINYEAR + 1, MAXYEAR)  # in any zone
NOT_MOVES = _("These are not moves of the schedule board. Go back to it and review again.")


def text_of(key: Key) -> str:
    """Return the name by which the board knows a session or room: `event/slug`."""
    return "/".join(key)


def key_of(text: Any) -> Key:
    """Return the natural key for a name; raises `ValueError`, and `TypeError` for no text."""
    found = NAME.fullmatch(text)
    if not found:
        raise ValueError(text)
    return found[1], found[2]


def slot_data(slot: Slot) -> dict[str, str | None]:
    """Return a slot as the browser gets it: ISO 8601, times with their offset."""
    return {
        "day": slot.day.isoformat() if slot.day else None,
        "start": slot.start.isoformat() if slot.start else None,
        "end": slot.end.isoformat() if slot.end else None,
        "room": text_of(slot.room) if slot.room else None,
    }


def slot_from(data: Any) -> Slot:
    """Return the slot that `slot_data` or the board wrote.

    Raises `ValueError`, `KeyError` or `TypeError` for anything else.
    """
    room = data["room"]
    day = date.fromisoformat(data["day"]) if data["day"] else None
    start, end = (datetime.fromisoformat(at) if (at := data[it]) else None for it in TIMES)
    if not all(each.year in YEARS for each in (day, start, end) if each):
        raise ValueError(data)
    return Slot(day, start, end, key_of(room) if room else None)


def written(moves: Iterable[Move]) -> str:
    """Return the moves as the field reads them."""
    return json.dumps(
        [
            {
                "session": text_of(move.session),
                "seen": slot_data(move.seen),
                "new": slot_data(move.new),
            }
            for move in moves
        ]
    )


class MovesField(forms.CharField):
    """Reads the moves of the board: each session once, where it was seen and where it goes."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[Move]:
        try:
            moves = [
                Move(key_of(each["session"]), slot_from(each["seen"]), slot_from(each["new"]))
                for each in json.loads(super().clean(value))
            ]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ValidationError(NOT_MOVES) from error
        if len({move.session for move in moves}) < len(moves):
            raise ValidationError(_("A session is moved twice. Go back to the board."))
        return moves


class ReviewForm(forms.Form):
    """The moves, what was decided about sessions that others moved, and the note."""

    moves = MovesField()
    note_en = forms.CharField(
        label=_("Note (English)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note_zh_hans = forms.CharField(
        label=_("Note (Chinese)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, language in zip(("note_en", "note_zh_hans"), LANGUAGES, strict=True):
            self.fields[name].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        """Add the moves as decided; a decision is a field `decision:<session>`.

        It holds `theirs`, or as JSON the slot in which another's change was shown: that one is
        to be replaced all the same.
        """
        mine, theirs = {}, set()
        for move in self.cleaned_data.get("moves", []):
            decision = self.data.get(f"decision:{text_of(move.session)}")
            if decision == "theirs":
                theirs.add(move.session)
            elif decision:
                try:
                    mine[move.session] = slot_from(json.loads(decision))
                except (ValueError, KeyError, TypeError, RecursionError) as error:
                    raise ValidationError({"moves": NOT_MOVES}) from error
        return self.cleaned_data | {"mine": mine, "theirs": theirs}
