"""One row of a table: its cells by column, read as what the models keep, and what is amiss."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from sessions.exchange.spreadsheet.headings import Header
from sessions.exchange.spreadsheet.sheet import Broken, Line, Value, cell_name, is_blank
from sessions.exchange.spreadsheet.tables import ROLES, Table
from sessions.words import CHARACTERS, clean, normalize
from speakers.models import MISTYPED_ORCID
from speakers.orcid import is_orcid

Cells = dict[str, tuple[Value, str]]  # by column: what stands there, and where
LANGUAGES = ("en", "zh-hans")
ALSO = {
    "talk": (
        *("invited talk", "presentation", "lecture", "oral", "lightning talk", "lightningtalk"),
        *("lightning talks", "short talk", "long talk", "session", "vortrag"),
        *("maintrack", "devroom", "演讲", "特邀报告", "闪电演讲"),
    ),
    "keynote": ("keynote talk", "keynote speech", "plenary", "主题演讲", "大会报告"),
    "panel": ("panel discussion", "discussion", "podium", "round table", "圆桌", "圆桌论坛"),
    "workshop": ("hands on", "workshops"),
    "social": (
        *("performance", "concert", "music", "dj set", "djset", "party"),
        *("meeting", "meetup", "screening", "film", "movie"),
    ),
    "competition": ("contest", "game"),
    "break": (
        *("coffee break", "lunch", "pause", "registration", "check in"),
        *("茶歇", "午餐", "签到", "注册", "报到"),
    ),
    "poster": ("poster", "posters", "海报"),
    "draft": ("accepted", "n", "no", "false", "否"),
    "published": ("confirmed", "public", "y", "yes", "true", "确认", "是"),
    "cancelled": ("canceled",),
    "zh-hans": ("chinese", "mandarin", "中文", "汉语", "普通话"),
    "university": ("academia", "大学", "高校", "学校"),
    "lab": ("laboratory", "实验室", "研究院", "研究所"),
    "company": ("industry", "corporation", "企业", "公司"),
}


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: the cell, such as C7, and a sentence that says how to mend it."""

    cell: str
    message: str


@dataclass
class Row:
    """A line of the file. Reading a cell that is wrong notes a problem and gives None."""

    number: int
    cells: Cells
    problems: list[Problem] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Tell whether the file has one of the columns."""
        return any(name in self.cells for name in names)

    def cell(self, *names: str) -> str:
        """Return where the first of the columns stands, the row's number if the file has none."""
        return next((self.cells[name][1] for name in names if name in self.cells), f"{self.number}")

    def value(self, name: str) -> Value:
        return self.cells[name][0] if name in self.cells else None

    def text(self, name: str) -> str:
        """Return a cell as one line of text, "" if it is empty or there is none."""
        return " ".join(self.lines(name).split())

    def lines(self, name: str) -> str:
        """Return a cell as text with its line breaks."""
        value = self.value(name)
        text = "" if value is None or isinstance(value, Broken) else str(value)
        return clean(text).strip()

    def refuse(self, message: Any, *names: str) -> None:
        self.problems.append(Problem(self.cell(*names), str(message)))


def rows(header: Header) -> list[Row]:
    """Return the rows below a heading that have something in a known column."""
    found = []
    for line in header.lines:
        row = Row(line.number, with_whole_names(cells(line, header)))
        if all(is_blank(value) for value, _cell in row.cells.values()):
            continue
        for name, (value, _cell) in row.cells.items():
            if isinstance(value, Broken):
                row.refuse(value.value, name)
        found.append(row)
    return found


def cells(line: Line, header: Header) -> Cells:
    """Return the values of a line by column; several columns of people, or of texts, are one."""
    found: Cells = {}
    for place, name in header.columns.items():
        value = line.values[place] if place < len(line.values) else None
        if name in found:
            before, cell = found[name]
            sign = "\n" if name in ROLES else "\n\n"
            together = sign.join(str(each) for each in (before, value) if not is_blank(each))
            found[name] = (together, cell)
        else:
            found[name] = (value, cell_name(place, line.number))
    return found


def with_whole_names(found: Cells) -> Cells:
    """Return the cells with names that stand in two of them put together, as people write them."""
    for language in ("", "_en", "_zh_hans"):
        parts = [f"given_name{language}", f"family_name{language}"]
        places = [found[each][1] for each in parts if each in found]
        if not places or not is_blank(found.get(f"name{language}", (None, ""))[0]):
            continue
        values = (found[each][0] if each in found else None for each in parts)
        given, family = ("" if is_blank(each) else str(each).strip() for each in values)
        is_chinese = CHARACTERS.search(given + family)
        name = family + given if is_chinese else f"{given} {family}".strip()
        found[f"name{language}"] = (name, places[0])
    return found


def field_values(row: Row, table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what the row says of plain fields of the table's model.

    An empty cell empties a field that may be empty, and leaves all others alone. A text whose
    column names no language goes to the language it is written in.
    """
    found: dict[str, Any] = {}
    fields = table.fields
    for name in names:
        column = name if row.lines(name) else unstated(row, name)
        if not row.has(column):
            continue
        field: models.Field = fields[name]
        if not (field.blank or row.lines(column)):
            continue
        try:
            found[name] = field_value(field, row, column)
        except ValidationError as error:
            for message in error.messages:
                row.refuse(message, column)
    return found


def unstated(row: Row, name: str) -> str:
    """Return the column that says the text `name` without naming a language, else `name` itself."""
    stem = name.removesuffix("_en").removesuffix("_zh_hans")
    chinese = bool(CHARACTERS.search(row.lines(stem)))
    return stem if row.lines(stem) and chinese == name.endswith("_zh_hans") else name


def field_value(field: models.Field, row: Row, column: str) -> Any:
    """Return a cell as `field` keeps it. Raises `ValidationError` that says how to mend it."""
    text = row.lines(column) if isinstance(field, models.TextField) else row.text(column)
    if not text:
        return None if field.null else field.get_default()
    if field.choices:
        return choice(field, text)
    if field.name == "country":
        text = countries().get(normalize(text), text.upper())
    if field.name == "orcid":
        text = text.rpartition("/")[2]
    if isinstance(field, models.URLField) and not re.match(r"\w+://", text):
        text = f"https://{text}"
    value = field.clean(text, None)
    if field.name == "orcid" and not is_orcid(value):
        raise ValidationError(MISTYPED_ORCID)
    return value


def choice(field: models.Field, text: str) -> str:
    """Return the value that `text` means, by its name in either language."""
    known = choices(field)
    if normalize(text) in known:
        return known[normalize(text)]
    labels = _(", ").join(str(label) for _value, label in field.flatchoices)
    if len(labels) > 300:  # noqa: PLR2004 - a list nobody would read
        raise ValidationError(_("“%s” is not known; write its name or its code.") % text)
    raise ValidationError(
        _("“%(text)s” is not known; write one of: %(labels)s.") % {"text": text, "labels": labels}
    )


@lru_cache(maxsize=16)
def choices(field: models.Field) -> dict[str, str]:
    """Return the values of a field by all they are called, in normal form."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            for value, label in field.flatchoices:
                for name in (str(label), str(value), *ALSO.get(str(value), ())):
                    found.setdefault(normalize(name), str(value))
    return found


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return the codes of countries by their names in both languages (Unicode CLDR)."""
    return {
        normalize(name): code
        for language in LANGUAGES
        for code, name in Locale.parse(language.replace("-", "_")).territories.items()
        if code.isalpha()
    } | {"usa": "US", "uk": "GB", "中华人民共和国": "CN"}
