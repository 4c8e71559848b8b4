"""The pictures of a copy's pages: their words are found one by one, and drawn many at once."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from django.http import HttpRequest
from django.urls import resolve
from django.utils import translation

from kdd_program.static_copy.folder import Folder
from sessions.exchange.card import Card, draw
from sessions.exchange.typeset import cjk_families

AT_ONCE = 50  # the process needs 115 MB for them, and 150 MB for 100


def write_cards(cards: Mapping[str, str], folder: Folder, build: str) -> Iterator[str]:
    """Write the pictures whose words are new, given the addresses by their files; yield each file.

    `build` is the version of the site that draws them.
    """
    files = list(cards)
    for lot in (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE)):
        found = {file: card_at(cards[file]) for file in lot if not folder.has(file)}
        sources = {file: source_of(card, build) for file, card in found.items()}
        new = [file for file, source in sources.items() if not folder.has(file, source)]
        for file, picture in zip(new, draw([found[each] for each in new]), strict=True):
            folder.put(file, picture, sources[file])
        yield from lot


def card_at(address: str) -> Card:
    """Return the words that the site draws at the address of a picture."""
    with translation.override(translation.get_language_from_path(address)):
        match = resolve(address)
        view = match.func.view_class()  # type: ignore[attr-defined]
        view.setup(HttpRequest(), **match.kwargs)
        card: Card = view.legible()
    return card


def source_of(card: Card, build: str) -> str:
    """Return a name for all that a picture is made of: words, fonts for Chinese, the site."""
    return sha256(repr((card, cjk_families(), build)).encode()).hexdigest()
