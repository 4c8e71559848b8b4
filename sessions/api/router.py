"""How the operations of the API are declared: what each may answer, and who may ask."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_noop
from ninja import Router

from sessions.api.schemas import Problem, Refused, Stale
from sessions.api.tokens import BearerToken

router = Router()
Operation = Callable[..., Any]
READING = {304: None, **dict.fromkeys((400, 401, 404, 429), Problem), 422: Refused}
WRITING = {
    **dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 429), Problem),
    422: Refused,
}
CHANGING = {**WRITING, 412: Stale, 428: Problem}
# Whoever reads with a token sees what its owner sees; nobody needs one.
FOR_ALL: dict[str, Any] = {"security": [{}, {BearerToken.__name__: []}]}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": gettext_noop("The ETag of what was read."),
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]+$"},
}
CONDITION = {"parameters": [IF_MATCH]}


def reads(path: str, schema: Any, name: str, summary: str, tag: str) -> Operation:
    """Declare an operation for everybody; `summary` is marked for translation."""
    return router.get(
        path,
        response={200: schema, **READING},
        by_alias=True,
        url_name=name,
        operation_id=f"read_{name}",
        summary=summary,
        tags=[tag],
        openapi_extra=FOR_ALL,
    )


def creates(path: str, schema: Any, name: str, summary: str, tag: str) -> Operation:
    return router.post(
        path,
        response={201: schema, **WRITING},
        **writing(f"create_{name}", f"{name}s", summary, tag),
    )


def changes(path: str, schema: Any, name: str, summary: str, tag: str) -> Operation:
    how = writing(f"change_{name}", name, summary, tag)
    return router.patch(path, response={200: schema, **CHANGING}, openapi_extra=CONDITION, **how)


def deletes(path: str, name: str, summary: str, tag: str) -> Operation:
    how = writing(f"delete_{name}", name, summary, tag)
    return router.delete(path, response={204: None, **CHANGING}, openapi_extra=CONDITION, **how)


def writing(operation: str, name: str, summary: str, tag: str) -> dict[str, Any]:
    """Return what all operations have in common that write."""
    return {
        "by_alias": True,
        "auth": BearerToken(),
        "url_name": name,
        "operation_id": operation,
        "summary": summary,
        "tags": [tag],
    }
