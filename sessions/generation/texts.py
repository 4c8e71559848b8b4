"""Made-up titles, abstracts, people and organizations, each in English and in Chinese.

The words they are made of stand in `words.txt`: a list a heading, a text a line.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

SMALL_WORDS = {"a", "and", "for", "from", "in", "of", "on", "the", "to", "with"}
CHINESE_NAMES = 0.4
INSTITUTIONS = {
    "university": "University of {place} | {place}大学",
    "society": "{place} Society for Data Mining | {place}数据挖掘学会",
    "lab": "{place} Research Lab | {place}研究院",
    "company": "{place} Data | {place}数据",
}


class Text(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str

    @classmethod
    def read(cls, line: str) -> "Text":
        """Return the text of a line `English | 中文`; without a bar it is the same in both."""
        en, _bar, zh = line.partition(" | ")
        return cls(en, zh or en)

    def columns(self, field: str) -> dict[str, str]:
        """Return the values of a translated field; the bare one repeats the English."""
        return {field: self.en, f"{field}_en": self.en, f"{field}_zh_hans": self.zh}

    def filled(self, **words: "Text") -> "Text":
        """Return the text with `words` in the places of that name."""
        return Text(
            self.en.format(**{name: word.en for name, word in words.items()}),
            self.zh.format(**{name: word.zh for name, word in words.items()}),
        )


def _read() -> dict[str, list[Text]]:
    content = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    lists = (block.strip().splitlines() for block in content.split("# ")[1:])
    return {heading: [Text.read(line) for line in lines] for heading, *lines in lists}


WORDS = _read()


def headline(text: str) -> str:
    """Return an English title with capitals, as conferences print them."""
    capitals = re.sub(r"[^ -]+", lambda word: _capital(word[0]), text)
    return capitals[0].upper() + capitals[1:]


def _capital(word: str) -> str:
    return word if word in SMALL_WORDS else word[0].upper() + word[1:]


@dataclass
class Subject:
    """What one session is about; all its texts speak of the same thing."""

    words: dict[str, Text]
    random: Random

    @classmethod
    def drawn(cls, random: Random) -> "Subject":
        lists = {"method": "methods", "task": "tasks", "domain": "domains", "quality": "qualities"}
        return cls({word: random.choice(WORDS[each]) for word, each in lists.items()}, random)

    def title(self, kind: str) -> Text:
        templates = WORDS.get(f"titles of {kind}", WORDS["titles"])
        en, zh = self.random.choice(templates).filled(**self.words)
        return Text(headline(en), zh)

    def abstract(self) -> Text:
        """Return two to four sentences."""
        middles = self.random.sample(WORDS["middles"], self.random.randint(0, 2))
        opening, ending = (self.random.choice(WORDS[each]) for each in ("openings", "endings"))
        return self._joined([opening, *middles, ending])

    def biography(self) -> Text:
        return self._joined([self.random.choice(WORDS["biographies"])])

    def _joined(self, sentences: list[Text]) -> Text:
        filled = [sentence.filled(**self.words) for sentence in sentences]
        return Text(
            " ".join(en[0].upper() + en[1:] for en, _zh in filled),
            "".join(zh for _en, zh in filled),
        )


def person(random: Random) -> tuple[str, str | None]:
    """Return a name in Latin letters and, for two people in five, the same in Chinese."""
    if random.random() < CHINESE_NAMES:
        family, given = random.choice(WORDS["families"]), random.choice(WORDS["given"])
        return f"{given.en} {family.en}", family.zh + given.zh
    given, family = random.choice(WORDS["western given"]), random.choice(WORDS["western families"])
    return f"{given.en} {family.en}", None


def institutions() -> list[tuple[str, Text]]:
    """Return forty organizations as (kind, name)."""
    return [
        (kind, Text.read(name).filled(place=place))
        for place in WORDS["places"]
        for kind, name in INSTITUTIONS.items()
    ]
