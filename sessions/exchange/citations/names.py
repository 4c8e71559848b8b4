"""The parts of a person's name, as far as they can be known from how it is written."""

import re
from dataclasses import dataclass
from itertools import takewhile

from sessions.words import CHARACTERS, by_sound, normalize

TWO_CHARACTERS = """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 宇文 夏侯
    东方 東方 独孤 獨孤 南宫 南宮 端木 申屠 轩辕 軒轅 西门 西門 呼延
"""
COMPOUND_SURNAMES = frozenset(TWO_CHARACTERS.split())
LONGEST_CHINESE = 4  # characters; what is longer is a foreign name
SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|I{2,3}|IV)$")


@dataclass(frozen=True)
class Name:
    """A name in parts. One that nobody can take apart is a `family` alone.

    `together` says that it is written without a space, family name first, as 张鹏.
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    together: bool = False

    @property
    def whole(self) -> str:
        """The name as it is written."""
        if self.together:
            return self.family + self.given
        written = (self.given, self.particle, self.family, self.suffix)
        return " ".join(part for part in written if part)


def parts(name: str, chinese: str = "") -> Name:
    """Return the parts of `name`, given whatever is known of its spelling in `chinese` characters.

    In Latin script the family name is the last word with the particles before it, unless a comma
    or the sound of the Chinese name says otherwise: Zhang Peng is Peng Zhang if 张鹏 is.
    """
    name = " ".join(name.split())
    if CHARACTERS.search(name):
        return in_characters(name)
    suffix = SUFFIX.search(name)
    name = SUFFIX.sub("", name)
    ending = suffix[1] if suffix else ""
    before, comma, after = name.partition(", ")
    if comma:
        family, given = before.split(), after.split()
    else:
        family, given = ordered(name.split(), chinese)
    particles = list(takewhile(lambda word: word[0].islower(), family[:-1]))
    surname = " ".join(family[len(particles) :])
    return Name(surname, " ".join(given), " ".join(particles), ending)


def ordered(words: list[str], chinese: str) -> tuple[list[str], list[str]]:
    """Return the words of the family name, with its particles, and of the given name."""
    surname = in_characters(chinese).family if chinese else ""
    if surname and len(words) > 1 and sounds(words[0], surname) and not sounds(words[-1], surname):
        return words[:1], words[1:]
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return words[start:], words[:start]


def sounds(word: str, characters: str) -> bool:
    """Tell whether a word is the pinyin of Chinese characters."""
    return normalize(word) in {"".join(syllables) for syllables in by_sound(characters)}


def in_characters(name: str) -> Name:
    """Return a Chinese name's parts; of any other in such characters, the name as it is."""
    name = " ".join(name.split())
    family, _space, given = name.partition(" ")
    if CHARACTERS.fullmatch(family) and CHARACTERS.fullmatch(given):
        return Name(family, given, together=True)
    if not CHARACTERS.fullmatch(name) or len(name) > LONGEST_CHINESE or is_kana(name):
        return Name(name)
    length = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1  # noqa: PLR2004
    return Name(name[:length], name[length:], together=True)


def is_kana(name: str) -> bool:
    return any("\u3040" <= character <= "\u30ff" for character in name)
