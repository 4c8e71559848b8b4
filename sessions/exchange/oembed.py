"""oEmbed 1.0: what a page is about, as a few lines of HTML that other sites may put into theirs."""

import json
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sessions.exchange.card import HEIGHT, WIDTH, Card
from sessions.markup import fill, joined
from sessions.templatetags.program import html_lang
from sessions.words import clean

Document = dict[str, str | int]
KEPT = 3600  # seconds
USUAL = (600, 200)  # pixels that the lines take up, more or less
QUOTE = """<blockquote lang="{}"><p>{}</p>
<p><strong><a href="{}">{}</a></strong></p>
{}</blockquote>"""


@dataclass(frozen=True)
class Room:
    """The pixels there are for what is embedded; None is any number."""

    width: int | None
    height: int | None

    def fitting(self, width: int, height: int) -> tuple[int, int]:
        """Return as much of a size as there is."""
        return min(width, self.width or width), min(height, self.height or height)


def document(card: Card, address: str, site: str, picture: str, room: Room) -> Document:
    """Return the answer for a page: its `card` as HTML without script or style.

    `address`, `site` and `picture` are full addresses; the picture is told of where there is room.
    """
    width, height = room.fitting(*USUAL)
    found: Document = {
        "type": "rich",
        "version": "1.0",
        "title": card.title,
        "provider_name": _("KDD Program"),
        "provider_url": site,
        "cache_age": KEPT,
        "html": quote(card, address),
        "width": width,
        "height": height,
    }
    if room.fitting(WIDTH, HEIGHT) == (WIDTH, HEIGHT):
        found |= {
            "thumbnail_url": picture,
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return found


def quote(card: Card, address: str) -> SafeString:
    """Return the words of a card as a quotation that leads to its page."""
    lines = joined("\n", (fill("<p>{}</p>", each) for each in (*card.people, *card.facts)))
    return fill(QUOTE, html_lang(card.language), card.label, address, card.title, lines)


def as_json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def as_xml(document: Document) -> bytes:
    root = Element("oembed")
    for name, value in document.items():
        SubElement(root, name).text = clean(str(value))
    return tostring(root, encoding="utf-8", xml_declaration=True)
