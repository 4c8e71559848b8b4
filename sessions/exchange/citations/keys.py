"""Keys that citations are known by in a text: teevan2023documents."""

import re
from collections.abc import Iterable

from pypinyin import lazy_pinyin

from sessions.models import Session
from sessions.search import in_languages
from sessions.words import normalize

LITTLE = """
    a about after all an and are as at be between beyond but by can do does for from have how in
    into is it its more not of on or our over should than that the their them then there these
    they this through to toward towards under up using via we what when where which who why will
    with within without you your
"""
SAY_LITTLE = frozenset(LITTLE.split())
SHORTEST = 2  # letters of a telling word
ASCII_WORD = re.compile(r"[a-z0-9]+")


def telling_word(session: Session) -> str:
    """Return the first word that tells something, in ASCII: of the English title, else the slug.

    It stands in the session's search text or in its slug.
    """
    title, slug = normalize(in_languages(session, "title")[0]), normalize(session.slug)
    words = [*(title.split() if title.isascii() else ()), *slug.split()]
    telling = (word for word in words if word not in SAY_LITTLE and len(word) >= SHORTEST)
    return next(telling, session.slug)


def surname_in_ascii(surname: str) -> str:
    """Return a family name without accents and spaces, Chinese by its pinyin."""
    spelled = normalize(" ".join(lazy_pinyin(surname)))
    return "".join(ASCII_WORD.findall(spelled)) or "anonymous"


def keys(sessions: Iterable[tuple[Session, str, int]]) -> dict[int, str]:
    """Return keys by primary key for sessions with the family name and year that each is under.

    The same in all formats, languages and selections. Of several that would have the same key, the
    one that was there first keeps it and the others add their codes, so what comes later changes
    no key that somebody has cited.
    """
    found: dict[int, str] = {}
    taken: set[str] = set()
    for session, surname, year in sorted(sessions, key=lambda each: each[0].pk):
        key = f"{surname_in_ascii(surname)}{year}{telling_word(session)}"
        if key in taken:
            key = f"{key}-{session.code}"
        taken.add(key)
        found[session.pk] = key
    return found
