"""What pydantic says against types, in the words of whoever sent them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NO_TEXT = gettext_noop("Give a text in quotation marks.")
NO_NUMBER = gettext_noop("Give a whole number.")
WORDS = {
    "missing": gettext_noop("This field is required."),
    "no_body": gettext_noop("Send a JSON object as the body, and its length as “Content-Length”."),
    "extra_forbidden": gettext_noop("There is no such field. Check how it is spelled."),
    "string_type": NO_TEXT,
    "string_unicode": gettext_noop("This holds half a character (a lone surrogate)."),
    "string_pattern_mismatch": gettext_noop("A character in it is not allowed here."),
    "string_too_long": gettext_noop("Give at most %(max_length)d characters."),
    "int_type": NO_NUMBER,
    "int_parsing": NO_NUMBER,
    "int_from_float": NO_NUMBER,
    "int_parsing_size": NO_NUMBER,
    "float_type": gettext_noop("Give a number."),
    "finite_number": gettext_noop("Give a number."),
    "bool_type": gettext_noop("Give true or false."),
    "list_type": gettext_noop("Give a list."),
    "greater_than_equal": gettext_noop("Give %(ge)d or more."),
    "less_than_equal": gettext_noop("Give %(le)d or less."),
    "literal_error": gettext_noop("Give one of these: %(expected)s."),
    "moment": gettext_noop("Give a time with its offset, such as 2023-08-08T10:00:00-07:00."),
    "seconds": gettext_noop("Give a time in whole seconds, such as 2023-08-08T10:00:00-07:00."),
    "day": gettext_noop("Give a date, such as 2023-08-08."),
    "model_attributes_type": gettext_noop("Give an object."),
    "model_type": gettext_noop("Give an object."),
}


def complaints(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return an entry for each error: the field, without where in the request it stood, and why."""
    return [
        {"field": ".".join(str(each) for each in place(error["loc"])), "detail": words(error)}
        for error in errors
    ]


def place(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the path to a field; in a body it stands below what the operation calls the body."""
    return loc[2:] if loc[0] == "body" else loc[1:]


def words(error: Mapping[str, Any]) -> str:
    is_body = not place(error["loc"])
    known = WORDS.get("no_body" if is_body and error["type"] == "missing" else error["type"])
    return _(known) % error.get("ctx", {}) if known else str(error["msg"])
