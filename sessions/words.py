"""Words as people type them: forms that compare, names by their pinyin, hits in a text."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

# Scripts written without spaces between words: Chinese characters and kana.
UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BOUNDARY = re.compile(rf"(?<=[{UNSPACED}])(?=[^{UNSPACED}\s])|(?<=[^{UNSPACED}\s])(?=[{UNSPACED}])")
CHARACTERS = re.compile(rf"[{UNSPACED}]+")
NOT_IN_FILES = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
OTHER_INITIALS = "#"
LONGEST_QUERY = 200
MOST_TERMS = 8


def clean(text: str) -> str:
    """Return a text as any file may hold it: HTML, XML, calendars, spreadsheets.

    Line breaks are line feeds; all other control characters but tabs are left out, and so are
    halves of characters.
    """
    return NOT_IN_FILES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Folding(dict[int, str]):
    """From a character's code to what it compares as, worked out when first asked for.

    Full width and half width, capitals and accents make no difference; what is neither letter nor
    figure is a space.
    """

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold().translate(LETTERS)
        self[code] = "".join(
            each if each.isalnum() else " " for each in plain if not unicodedata.combining(each)
        )
        return self[code]


FOLDING = Folding()


def normalize(text: str | None) -> str:
    """Return the text's words in the form that compares, with one space between them.

    Chinese and Latin writing come apart: "基于LLM的推理" is "基于 llm 的推理".
    """
    return " ".join(BOUNDARY.sub(" ", (text or "").translate(FOLDING)).split())


@lru_cache(maxsize=8192)
def spelling(name: str, latin: str | None = None) -> str:
    """Return what a name is sorted by: "apex" for Äpex, "zhang peng" for 张鹏.

    `latin`, the same name in Latin letters, tells how a surname is read: 曾 is Zeng or Ceng. A name
    without a letter or figure, such as 🎮, is its own.
    """
    words = normalize(latin).split()

    def sound(found: re.Match[str]) -> str:
        sounds = by_sound(found[0])
        return f" {' '.join(next((each for each in sounds if each[0] in words), sounds[0]))} "

    return normalize(CHARACTERS.sub(sound, name)) or name.strip()


def initial(name: str) -> str:
    """Return the letter that a name is filed under, "#" for one that begins with none."""
    first = spelling(name)[:1]
    return first.upper() if first.isalpha() else OTHER_INITIALS


def terms(query: str) -> list[str]:
    """Return what a query asks for, term by term, in normal form; no more than a few."""
    return list(dict.fromkeys(normalize(query[:LONGEST_QUERY]).split()))[:MOST_TERMS]


def needle(term: str) -> str:
    """Return what to look for in " " + a normal form: a word's beginning, or Chinese anywhere."""
    return term if CHARACTERS.match(term) else f" {term}"


@lru_cache(maxsize=4096)
def by_sound(characters: str) -> list[list[str]]:
    """Return a Chinese name's syllables without tones, once for each reading of the surname."""
    given = lazy_pinyin(characters[1:])
    [surnames] = pinyin(characters[0], style=Style.NORMAL, heteronym=True)
    spelled = [[surname, *given] for surname in surnames]
    return spelled + [
        [syllable.replace("v", "u") for syllable in syllables]
        for syllables in spelled
        if "v" in "".join(syllables)
    ]


def name_words(*names: str | None) -> str:
    """Return the normal form of a name with all that it may be typed as.

    张鹏 is also zhang peng and, in one word, zhangpeng and pengzhang; Peng Zhang likewise.
    """
    found: list[str] = []
    for name in map(normalize, names):
        spellings = [name.split()]
        for characters in CHARACTERS.findall(name):
            spellings += by_sound(characters)
        for words in spellings:
            found += [*words, "".join(words), "".join(words[1:] + words[:1])]
    return " ".join(dict.fromkeys(found))


def has_all(words: str, wanted: list[str]) -> bool:
    """Tell whether a text in normal form has every one of the terms."""
    return all(needle(term) in f" {words}" for term in wanted)


def has_any(words: str, wanted: list[str]) -> bool:
    """Tell whether a text in normal form has at least one of the terms."""
    return any(needle(term) in f" {words}" for term in wanted)


def hits(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Return where in `text`, as written, the terms stand: start and end of each, in order."""
    folded, origin = "", []
    for position, character in enumerate(text):
        piece = FOLDING[ord(character)]
        folded += piece
        origin += [position] * len(piece)
    found = []
    for match in pattern(tuple(wanted)).finditer(folded):
        end = origin[match.end() - 1] + 1
        while end < len(text) and not FOLDING[ord(text[end])]:  # an accent of its own
            end += 1
        found.append((origin[match.start()], end))
    return found


@lru_cache(maxsize=64)
def pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression that finds the terms, the longest first; nothing for no terms."""
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(
        "|".join(
            re.escape(term) if CHARACTERS.match(term) else rf"(?<![^\s{UNSPACED}]){re.escape(term)}"
            for term in longest_first
        )
        or r"(?!)"
    )


def excerpt(text: str, wanted: list[str], length: int = 180) -> str:
    """Return the part of `text` around its first hit, at most about `length` characters."""
    found = hits(text, wanted)
    start = max(0, found[0][0] - length // 3) if found else 0
    if start:
        space = text.find(" ", start, found[0][0])
        start = space + 1 if space >= 0 else start
    part = text[start : start + length]
    if start + length < len(text) and " " in part[-20:]:
        part = part.rsplit(" ", 1)[0]
    before, after = "…" if start else "", "…" if start + len(part) < len(text) else ""
    return f"{before}{part.strip()}{after}"
