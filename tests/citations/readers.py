"""The formats of citations, as others' parsers read them."""

import re

import rispy
from pybtex.database import parse_bytes

FORMATS = ["bib", "ris", "json"]
LANGUAGES = ["en", "zh-hans"]
TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "\ue000",
    r"\textbraceright{}": "\ue001",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
} | {f"\\{character}": character for character in "$&%#_"}


def untexed(text):
    """Return a text as TeX would set it."""
    text = re.sub("|".join(map(re.escape, TEX)), lambda found: TEX[found[0]], text)
    text = text.replace("{", "").replace("}", "")
    return text.replace("\ue000", "{").replace("\ue001", "}")


def bib(response):
    return parse_bytes(response.content, "bibtex").entries


def ris(response):
    return rispy.loads(response.content.decode())


def titles(response, suffix):
    """Return the titles of a file as its format's parser reads them."""
    if suffix == "bib":
        return [untexed(each.fields["title"]) for each in bib(response).values()]
    if suffix == "ris":
        return [each["title"] for each in ris(response)]
    return [each["title"] for each in response.json()]


def keys(response, suffix):
    if suffix == "bib":
        return list(bib(response))
    return [each["id"] for each in (ris(response) if suffix == "ris" else response.json())]
