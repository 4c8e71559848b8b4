"""Fields of the API's schemas: their types, and what is said of them in the OpenAPI document."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

YEARS = range(1900, 3000)  # beyond, clocks of some time zone would run out of dates
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def moment(value: Any) -> datetime:
    """Return a time of RFC 3339, with its offset, in UTC."""
    try:
        found = parse_datetime(value) if MOMENT.fullmatch(value) else None
        found = found and found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        found = None
    if found is None or found.year not in YEARS:
        raise PydanticCustomError("moment", "a time of RFC 3339 with its offset")
    return found


def whole_seconds(found: datetime) -> datetime:
    if found.microsecond:
        raise PydanticCustomError("seconds", "a time in whole seconds")
    return found


def day(value: Any) -> date:
    """Return a date of ISO 8601."""
    try:
        found = parse_date(value) if DAY.fullmatch(value) else None
    except (TypeError, ValueError):
        found = None
    if found is None or found.year not in YEARS:
        raise PydanticCustomError("day", "a date of ISO 8601")
    return found


def degrees(value: float) -> Decimal:
    """Return degrees as exactly as they are kept, to ten centimetres on the ground."""
    return round(Decimal(str(value)), 6)


Moment = Annotated[
    datetime, BeforeValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Second = Annotated[Moment, AfterValidator(whole_seconds)]
Day = Annotated[date, BeforeValidator(day), WithJsonSchema({"type": "string", "format": "date"})]
# PostgreSQL keeps no NUL in its texts.
NO_NUL = r"^[^\x00]*$"
Words = Annotated[str, StringConstraints(strict=True, pattern=NO_NUL)]
Prose = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, pattern=NO_NUL)]
Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[-a-zA-Z0-9_]+$", max_length=80)]
Whole = Annotated[int, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]
Degrees = Annotated[
    float, Field(strict=True, allow_inf_nan=False, ge=-180, le=180), AfterValidator(degrees)
]


def said(description: str, **more: Any) -> Any:
    """Return a field with its description, in English and marked for translation."""
    return Field(..., description=description, json_schema_extra=more or None)


def may(description: str, **more: Any) -> Any:
    """Return a field that may be left out, and then stays as it is."""
    return Field(None, description=description, json_schema_extra=more or None)


def choices(kinds: type[models.TextChoices]) -> list[str]:
    return [str(value) for value in kinds.values]


class Answer(Schema):
    """What goes out."""


def without_defaults(schema: dict[str, Any]) -> None:
    """Say of fields that may be left out no more than that: None stands for nothing sent."""
    for each in schema["properties"].values():
        each.pop("default", None)


class Change(Schema):
    """What comes in: what is left out stays as it is, and what is not known is refused."""

    model_config = {"extra": "forbid", "json_schema_extra": without_defaults}
