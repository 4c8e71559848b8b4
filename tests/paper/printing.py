"""Paper of an event, its text, and people to be named on it."""

from sessions.exchange.paper import KINDS, Choice, Source, printed
from sessions.exchange.printed import program as public_program
from sessions.models import Participation
from speakers.models import Speaker
from tests.pdfs import pages

HOST = "http://testserver"


def sheets(kind, event, **choice):
    source = Source(event, public_program(event), lambda path: HOST + path, Choice(**choice))
    return KINDS[kind](source)


def pdf(kind, event, size="a4", **choice):
    return printed(kind, sheets(kind, event, **choice), event, size)


def text(kind, event, **choice):
    return " ".join(pages(pdf(kind, event, **choice)))


def squeezed(text):
    """Return a text without spaces, which lines that break leave out or add."""
    return "".join(text.split())


def person(slug, name_en=None, name_zh_hans=None):
    return Speaker.objects.create(slug=slug, name_en=name_en, name_zh_hans=name_zh_hans)


def take_part(session, *people, role="speaker", organization=None):
    for order, speaker in enumerate(people):
        Participation.objects.create(
            session=session, speaker=speaker, role=role, order=order, organization=organization
        )
