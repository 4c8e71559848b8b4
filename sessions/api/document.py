"""The OpenAPI 3.1 document of the API, in English or in Chinese."""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sessions.api.door import PREFIX
from sessions.api.problems import MEDIA_TYPE, STATUSES
from sessions.api.program import api

JSON = "application/json"
ABOUT = gettext_noop(
    "The program of conferences, in English and Chinese: to be read by anyone, and to be written "
    "with a token that organizers make in the admin. Times are UTC unless they say otherwise."
)
TOKEN = gettext_noop("A token that an organizer has made in the admin; it has the maker's rights.")
TEXT = {"type": "string"}
ETAG = {"description": gettext_noop("Names this state of it."), "schema": TEXT}
HEADERS: dict[str, dict[str, Any]] = {
    "200": {"ETag": ETAG},
    "201": {
        "ETag": ETAG,
        "Location": {"description": gettext_noop("Address of the new object."), "schema": TEXT},
    },
    "401": {"WWW-Authenticate": {"description": gettext_noop("Asks for a token."), "schema": TEXT}},
    "412": {"ETag": ETAG},
    "429": {
        "Retry-After": {
            "description": gettext_noop("Seconds to wait."),
            "schema": {"type": "integer"},
        }
    },
}
LINK = {"description": gettext_noop("Addresses of other parts (RFC 8288)."), "schema": TEXT}
STATUS = {
    "200": gettext_noop("Here it is"),
    "201": gettext_noop("Created"),
    "204": gettext_noop("Deleted"),
    "304": gettext_noop("Not modified since the ETag that was sent"),
}
SAID = ("summary", "description")
QUERIES = {"InLanguage", "Paged", "Searched", "Filtered"}  # parameters, in which they are told
PATH = {"schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}}
SLUGS = {
    "event": gettext_noop("Slug of an event, such as kdd-2023."),
    "slug": gettext_noop("Its slug."),
}


def document(site: str) -> dict[str, Any]:
    """Return the document in the current language; `site` is the address that paths follow."""
    whole: dict[str, Any] = in_own_language(untranslated())
    whole["servers"] = [{"url": site}]
    for operation in operations(whole):
        operation["tags"] = [_(tag) for tag in operation["tags"]]
    return whole


@cache
def untranslated() -> dict[str, Any]:
    """Return what the document says on every site, to be copied; ninja takes long to make it."""
    whole: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX.lstrip("/"))
    whole["info"]["description"] = ABOUT
    whole["components"]["securitySchemes"]["BearerToken"]["description"] = TOKEN
    schemas = whole["components"]["schemas"]
    whole["components"]["schemas"] = {
        name: without_title(each) for name, each in schemas.items() if name not in QUERIES
    }
    for operation in operations(whole):
        for parameter in operation["parameters"]:
            parameter["schema"].pop("title", None)
            if parameter["in"] == "path":
                parameter.update(PATH, description=SLUGS[parameter["name"]])
        for status, response in operation["responses"].items():
            complete(str(status), response)
        if "List" in str(operation["responses"].get(200, "")):
            operation["responses"][200]["headers"] |= {"Link": LINK}
    return whole


def operations(whole: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in whole["paths"].values() for operation in path.values()]


def without_title(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without what repeats its names; the docstring is for us."""
    properties = {
        name: {key: value for key, value in each.items() if key != "title"}
        for name, each in schema["properties"].items()
    }
    kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return kept | {"properties": properties}


def complete(status: str, response: dict[str, Any]) -> None:
    """Say of a response what ninja does not know: headers, and the media type of errors."""
    response["description"] = STATUS.get(status) or STATUSES[int(status)][0]
    if status in HEADERS:
        response["headers"] = dict(HEADERS[status])
    if int(status) >= 400:  # noqa: PLR2004
        response["content"] = {MEDIA_TYPE: response["content"][JSON]}


def in_own_language(value: Any, key: str = "") -> Any:
    """Return a copy with summaries and descriptions translated, and keys as JSON has them."""
    if isinstance(value, dict):
        return {str(name): in_own_language(each, str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [in_own_language(each) for each in value]
    return _(value) if key in SAID and isinstance(value, str) and value else value
