"""Names of people in one cell, as people write them: with affiliations, titles, in two scripts."""

import re
from dataclasses import dataclass, replace

from sessions.words import CHARACTERS, UNSPACED, by_sound, normalize
from speakers.orcid import PATTERN

OPENING, CLOSING = "(（[［【", ")）]］】"
STRONG = ";；\n"
WEAK = ",，、"
AND = re.compile(r"\s+(?:and|und|et)\s+|\s*[&＆]\s*|\s+[和与]\s+", re.IGNORECASE)
CHINESE_AND = re.compile(rf"(?<=[{UNSPACED}]{{2}})[和与](?=[{UNSPACED}]{{2}})")
TITLES = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame)\b\.?\s+)+|(?:教授|博士|院士|老师|先生|女士)$",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"^(?:jr|sr|ph\.?\s?d|m\.?d|ii|iii|iv|esq)\.?$", re.IGNORECASE)
IDENTIFIER = re.compile(rf"\b(orcid|dblp|homonym):([^\s,;]+)|({PATTERN.pattern})")
FAMILY_FIRST = re.compile(
    rf"(?P<family>[^,(){UNSPACED}]+),\s*(?P<given>(?!.*\s(?:and|&)\s)(?!(?:jr|sr|ph\.?d|m\.?d|i+|iv|esq)\b)[^,()*{UNSPACED}]+?)"
    r"[\s*]*(?P<affiliation>\(.*\))?\*?",
    re.IGNORECASE,
)
PARTICLES = re.compile(r"(?:[a-z’']+ )*[^\s,]+")
GIVEN_FIRST = re.compile(rf"([{UNSPACED}]{{1,3}})\s+([{UNSPACED}]{{1,2}})")
COMPOUND = (
    *("欧阳", "司马", "诸葛", "上官", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文"),
    *("长孙", "司徒", "司空", "东方", "端木", "南宫", "独孤", "轩辕"),
)
MOST_CHARACTERS = 4  # of a Chinese name written without spaces


@dataclass(frozen=True)
class Person:
    """A name as written, its other spelling if both are given, and the affiliation beside it.

    `ids` are what else the person is known by, such as orcid:0000-0002-1825-0097 or dblp:t/JieTang;
    homonym:Wei_Wang_0001 tells people of one name apart.
    """

    name: str
    other_name: str = ""
    affiliation: str = ""
    ids: tuple[str, ...] = ()


def people(text: str) -> list[Person]:
    """Return the people named in a cell, in order.

    Where semicolons or line breaks separate them, what follows a comma is the affiliation; but the
    given name, as CMT writes it, behind a single word or before an affiliation in brackets. If all
    have theirs in brackets, commas separate people of one affiliation, as HotCRP writes them.
    """
    found: list[Person] = []
    parts = split(text, STRONG)
    separated = len(parts) > 1
    parts = given_name_first([" ".join(part.split()) for part in parts if part.strip()])
    in_groups = all(part[-1] in CLOSING for part in parts)
    for part in parts:
        name, *more = split(part, ",，") if separated and not in_groups else [part]
        names = [each for piece in split(name, WEAK) for each in split_at_and(piece)]
        if names and more and not SUFFIX.match(more[0].strip()):
            found += [person(each) for each in names[:-1]]
            last = person(names[-1])
            beside = ", ".join(piece.strip() for piece in more if piece.strip())
            found.append(replace(last, affiliation=last.affiliation or beside))
            continue
        found += sharing([person(each) for each in with_suffixes([*names, *more])])
    return [each for each in found if each.name]


def sharing(group: list[Person]) -> list[Person]:
    """Return people with the affiliation that stands behind the last, if nobody else has one."""
    *others, last = group or [Person("")]
    if any(each.affiliation for each in others):
        return group
    return [replace(each, affiliation=last.affiliation) for each in group]


def given_name_first(parts: list[str]) -> list[str]:
    """Return “Lovelace, Ada (Analytics)” as “Ada Lovelace (Analytics)”, as CMT has them.

    A family name is a single word but for particles (van der Berg). It may be several if all stand
    so and have affiliations or, for the most part, single words.
    """
    found = [FAMILY_FIRST.fullmatch(part) for part in parts]
    single = [each and PARTICLES.fullmatch(each["family"]) for each in found]
    singles = sum(map(bool, single))
    certain = all(found) and (
        singles * 2 >= len(parts)
        or (singles and all(each["affiliation"] for each in found if each))
    )
    return [
        f"{each['given']} {each['family']} {each['affiliation'] or ''}".strip()
        if each and (certain or is_single)
        else part
        for part, each, is_single in zip(parts, found, single, strict=True)
    ]


def split(text: str, separators: str) -> list[str]:
    """Return the parts of `text` between separators that stand outside of brackets."""
    parts, start, depth = [], 0, 0
    for place, character in enumerate(text):
        depth = max(depth + (character in OPENING) - (character in CLOSING), 0)
        if depth == 0 and character in separators:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def apart(text: str) -> list[str]:
    """Return what semicolons separate in each line, or in one that has none, commas."""
    return [
        part
        for line in text.splitlines()
        for part in split(line, STRONG if any(each in line for each in STRONG) else WEAK)
    ]


def split_at_and(text: str) -> list[str]:
    """Return the parts of `text` beside “and”, “&”, “和” and “与” outside of brackets."""
    hidden = masked(text)
    parts, start = [], 0
    matches = [*AND.finditer(hidden), *CHINESE_AND.finditer(hidden)]
    for match in sorted(matches, key=lambda each: each.start()):
        parts.append(text[start : match.start()])
        start = match.end()
    return [part for part in [*parts, text[start:]] if part.strip()]


def masked(text: str) -> str:
    """Return `text` with what stands in brackets replaced by zeros, so that places stay."""
    depth, letters = 0, []
    for character in text:
        depth += character in OPENING
        letters.append("0" if depth else character)
        depth = max(depth - (character in CLOSING), 0)
    return "".join(letters)


def with_suffixes(names: list[str]) -> list[str]:
    """Return the names with “Jr.” and the like put back to the name before."""
    joined: list[str] = []
    for name in names:
        if joined and SUFFIX.match(name.strip()):
            joined[-1] += f", {name.strip()}"
        else:
            joined.append(name)
    return joined


def person(text: str) -> Person:
    """Return one person: “张鹏（Peng Zhang）” has two spellings, “张鹏（智谱）” an affiliation.

    Both may follow each other: “张鹏（Peng Zhang）（智谱）”.
    """
    text = " ".join(text.split()).strip(" ·-–—*,，")
    outer, inner = last_bracket(text)
    if not outer:
        return Person(*two_scripts(without_titles(text)))
    ids = tuple(f"{each[1] or 'orcid'}:{each[2] or each[3]}" for each in IDENTIFIER.finditer(inner))
    inner = IDENTIFIER.sub("", inner).strip(" ,;")
    name = without_titles(outer)
    if same_sound(name, inner):
        return Person(name, inner, ids=ids)
    name, spelling = last_bracket(outer)
    if spelling and same_sound(without_titles(name), spelling):
        return Person(without_titles(name), spelling, inner, ids)
    return Person(*two_scripts(without_titles(outer)), inner, ids)


def last_bracket(text: str) -> tuple[str, str]:
    """Return what stands before the brackets that `text` ends with, and in them, or ("", "")."""
    depth = 0
    for place in range(len(text) - 1, 0, -1):
        depth += (text[place] in CLOSING) - (text[place] in OPENING)
        if depth <= 0:
            closed = text[-1] in CLOSING and depth == 0
            return (text[:place].strip(), text[place + 1 : -1].strip()) if closed else ("", "")
    return "", ""


def without_titles(name: str) -> str:
    return family_first(TITLES.sub("", name.strip()).strip())


def family_first(name: str) -> str:
    """Return a Chinese name as it is written: 晓雨 林, as Indico has it, and 林 晓雨 are 林晓雨."""
    found = GIVEN_FIRST.fullmatch(name)
    if not found:
        return name
    first, last = found.groups()
    is_given_first = last in COMPOUND or (
        len(first) > 1 and len(last) == 1 and first not in COMPOUND
    )
    return last + first if is_given_first else first + last


def two_scripts(name: str) -> tuple[str, str]:
    """Return both spellings of “张鹏 Peng Zhang”, and an empty second one where there is one."""
    chinese = CHARACTERS.search(name)
    if not chinese or len(chinese[0]) > MOST_CHARACTERS:
        return name, ""
    other = " ".join((name[: chinese.start()] + " " + name[chinese.end() :]).split()).strip(" /|")
    return (chinese[0], other) if same_sound(chinese[0], other) else (name, "")


def same_sound(one: str, other: str) -> bool:
    """Tell whether a Chinese name and a Latin one are the same, in either order."""
    chinese, latin = (one, other) if CHARACTERS.fullmatch(one.strip()) else (other, one)
    if not CHARACTERS.fullmatch(chinese.strip()) or CHARACTERS.search(latin):
        return False
    words = normalize(latin).split()
    spelled = {"".join(words), "".join(words[-1:] + words[:-1])}
    return any("".join(syllables) in spelled for syllables in by_sound(chinese.strip()))


def shown(name: str, affiliation: str = "") -> str:
    """Return a person as `people` reads it."""
    return f"{name} ({affiliation})" if affiliation else name
