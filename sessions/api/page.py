"""The OpenAPI document as the page to try the API shows it."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

Schema = dict[str, Any]
REF = "$ref"


@dataclass(frozen=True)
class Field:
    """A parameter of an address, or a field of a thing: what it is called, holds and means."""

    name: str
    kind: str
    description: str
    required: bool
    choices: list[str]
    usual: str
    least: int | None
    most: int | None

    @property
    def is_number(self) -> bool:
        return self.kind == "integer"


@dataclass(frozen=True)
class Operation:
    """An operation, with what it takes; `sample` is JSON to start from where it takes any."""

    name: str
    method: str
    path: str
    summary: str
    in_path: list[Field]
    in_query: list[Field]
    is_conditional: bool
    sample: str

    @property
    def is_reading(self) -> bool:
        return self.method == "GET"


def operations(document: Schema) -> dict[str, list[Operation]]:
    """Return the operations under each heading, in the order of the document; reading first."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            found.setdefault(each["tags"][0], []).append(
                operation(document, path, method.upper(), each)
            )
    return {tag: sorted(each, key=lambda one: not one.is_reading) for tag, each in found.items()}


def operation(document: Schema, path: str, method: str, said: Schema) -> Operation:
    places: dict[str, list[Field]] = {"path": [], "query": [], "header": []}
    for each in said["parameters"]:
        one = field(each["name"], each["schema"] | each, required=each["required"])
        places[each["in"]].append(one)
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        name=said["operationId"],
        method=method,
        path=path,
        summary=said["summary"],
        in_path=places["path"],
        in_query=places["query"],
        is_conditional=bool(places["header"]),
        sample=sample(document, body["schema"]) if body else "",
    )


def things(document: Schema) -> dict[str, list[Field]]:
    """Return the fields of everything that comes in or goes out, by name."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    return {
        name: [
            field(key, each, required=key in schema.get("required", []))
            for key, each in schema["properties"].items()
        ]
        for name, schema in schemas.items()
    }


def field(name: str, schema: Schema, *, required: bool) -> Field:
    usual = schema.get("default", "")
    return Field(
        name=name,
        kind=kind(schema),
        description=schema.get("description", ""),
        required=required,
        choices=schema.get("enum", []),
        usual="" if isinstance(usual, list) else str(usual),
        least=schema.get("minimum"),
        most=schema.get("maximum"),
    )


def kind(schema: Schema) -> str:
    """Return the type of a value in a few words: “Reference | null”, “Part[]”."""
    if REF in schema:
        return str(schema[REF]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{kind(schema['items'])}[]"
    return str(schema.get("format") or schema.get("type", "string"))


def sample(document: Schema, schema: Schema) -> str:
    """Return JSON with the fields that have to be there, or with a text if none has to."""
    whole = document["components"]["schemas"][kind(schema)]
    names = whole.get("required") or list(whole["properties"])[1:2]
    values = {name: example(whole["properties"][name]) for name in names}
    return json.dumps(values, ensure_ascii=False, indent=2)


def example(schema: Schema) -> Any:
    return {"en": "…", "zh-hans": "…"} if kind(schema) == "TextChange" else "…"


def filled(path: str, in_path: list[Field], in_query: list[Field], asked: Any) -> str | None:
    """Return the address that a form asks for; None if a part of its path is missing.

    `asked` is a `QueryDict`; what was left empty in the form is left out.
    """
    for each in in_path:
        value = asked.get(each.name, "").strip()
        if not value:
            return None
        path = path.replace(f"{{{each.name}}}", quote(value, safe="", errors="replace"))
    pairs = [(each.name, value) for each in in_query for value in asked.getlist(each.name) if value]
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path
