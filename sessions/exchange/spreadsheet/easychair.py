"""EasyChair's download, whose submissions, authors and topics are tables of their own, as one."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from sessions.exchange.spreadsheet.names import shown
from sessions.exchange.spreadsheet.sheet import Line, Sheet, Value

SUBMISSIONS = {"#", "title"}
AUTHORS = {"submission #", "first name", "last name"}
TOPICS = {"submission #", "topic"}
Record = dict[str, str]


def joined(sheets: list[Sheet]) -> list[Sheet]:
    """Return the submissions with authors, affiliations and topics, then what else there is.

    Sheets that are no such download are returned as they are.
    """
    submissions, authors, topics = (
        with_headings(sheets, each) for each in (SUBMISSIONS, AUTHORS, TOPICS)
    )
    if not submissions or not authors:
        return sheets
    columns = {"authors": by_submission(authors, "submission #", author)}
    if topics:
        of_submission = by_submission(topics, "submission #", lambda each: each["topic"])
        keywords = by_submission(submissions, "#", own_keywords)
        columns["keywords"] = {
            number: f"{said}\n{of_submission.get(number, '')}" for number, said in keywords.items()
        }
    used = [each for each in (submissions, authors, topics) if each]
    return [extended(submissions, columns), *(each for each in sheets if each not in used)]


def author(record: Record) -> str:
    name = f"{record['first name']} {record['last name']}".strip()
    return shown(name, record.get("affiliation", ""))


def own_keywords(record: Record) -> str:
    return "; ".join(record.get("keywords", "").splitlines())


def with_headings(sheets: list[Sheet], wanted: set[str]) -> Sheet | None:
    """Return the sheet whose first line has all the headings."""
    return next((each for each in sheets if each.lines and wanted <= {*headings(each)}), None)


def headings(sheet: Sheet) -> list[str]:
    return [text(value).casefold() for value in sheet.lines[0].values]


def by_submission(sheet: Sheet, number: str, said: Callable[[Record], str]) -> dict[str, str]:
    """Return what the records of each submission say, as a list in a cell.

    Each of its parts has a semicolon behind it, so that none comes apart at its commas.
    """
    found: dict[str, str] = defaultdict(str)
    for each in records(sheet):
        found[each[number]] += f"{said(each)}; "
    return found


def records(sheet: Sheet) -> Iterator[Record]:
    names = headings(sheet)
    for line in sheet.lines[1:]:
        yield dict.fromkeys(names, "") | dict(zip(names, map(text, line.values), strict=False))


def extended(sheet: Sheet, columns: dict[str, dict[str, str]]) -> Sheet:
    """Return the submissions with more columns, each in place of one of the same heading."""
    names = headings(sheet)
    kept = [place for place, name in enumerate(names) if name not in columns]
    number = names.index("#")
    lines = []
    for line in sheet.lines:
        values = [line.values[place] if place < len(line.values) else None for place in kept]
        key = text(line.values[number]) if number < len(line.values) else ""
        more = (
            [*columns]
            if line is sheet.lines[0]
            else [each.get(key, "") for each in columns.values()]
        )
        lines.append(Line(line.number, (*values, *more)))
    return replace(sheet, lines=lines)


def text(value: Value) -> str:
    return "" if value is None else str(value).removesuffix(".0").strip()
