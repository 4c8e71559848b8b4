"""Answers as they are kept: compressed beforehand, each form with its headers and strong ETag."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import brotli
from django.utils.http import parse_etags

Headers = list[tuple[str, str]]

# Browsers ask each time, and get 304; a CDN may keep a page for a second, and if the site fails for
# a day. No stale-while-revalidate: an edit would have to wait for it.
PUBLIC = "public, max-age=0, s-maxage=1, stale-if-error=86400"
NOT_KEPT = "no-cache"
VARY = "Accept-Encoding, Cookie"
HARMLESS = {"accept-encoding", "accept-language", "cookie"}  # nothing of these is passed to Django
PASSED_BY = {"authorization"}  # what these are sent with is not answered from the store
OWN = {"content-length", "etag", "vary", "x-request-id"}
SENT_WITH_304 = {
    "age", "cache-control", "cache-status", "etag", "expires", "vary",
    "access-control-allow-origin", "access-control-expose-headers", "cross-origin-resource-policy",
}  # fmt: skip
TEXTS = ("json", "xml", "javascript")
SHORT = 256  # bytes that are not worth compressing
OVERHEAD = 3000  # bytes of an answer beside its body: headers, objects, its place in the store


class Form(NamedTuple):
    """One representation of an answer: a body in one coding."""

    body: bytes
    headers: Headers
    etag: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django answered. `kept` is whether it may be shown to others as well."""

    status: str
    forms: dict[str, Form]
    kept: bool

    @property
    def code(self) -> int:
        return int(self.status[:3])

    @property
    def size(self) -> int:
        return OVERHEAD + sum(len(form.body) for form in self.forms.values())

    def form(self, accepted: str | None) -> Form:
        """Return the representation for an `Accept-Encoding` header, the smallest if in doubt."""
        for coding in preferred(accepted):
            if coding in self.forms:
                return self.forms[coding]
            if coding == "identity":
                break
        if "identity" in self.forms:
            return self.forms["identity"]
        zipped = self.forms["gzip"]
        return make_form("identity", gzip.decompress(zipped.body), zipped)


def make_answer(status: str, headers: Headers, body: bytes) -> Answer:
    """Return an answer of Django's, ready to be sent and, if it is public, to be kept."""
    sent = {name.lower(): value for name, value in headers}
    policy = sent.get("cache-control", "")
    vary = {each.strip().lower() for each in sent.get("vary", "").split(",")} - {""}
    kept = (
        status.startswith("200")
        and "set-cookie" not in sent
        and "content-encoding" not in sent
        and "private" not in policy
        and "no-store" not in policy
        and vary <= HARMLESS | PASSED_BY
    )
    own = [(name, value) for name, value in headers if name.lower() not in OWN]
    if not policy:
        own.append(("Cache-Control", PUBLIC if kept else NOT_KEPT))
    own.append(("Vary", ", ".join([VARY, *sorted(vary - HARMLESS)])))
    etag = sent.get("etag", "").removeprefix("W/") or f'"{sha256(body).hexdigest()[:20]}"'
    plain = Form(body, own, etag)
    forms = {"identity": make_form("identity", body, plain)}
    if kept and is_text(sent.get("content-type", "")) and len(body) > SHORT:
        forms = {
            "br": make_form("br", brotli.compress(body, quality=5), plain),
            "gzip": make_form("gzip", gzip.compress(body, compresslevel=6, mtime=0), plain),
        }
    return Answer(status, forms, kept)


def make_form(coding: str, body: bytes, like: Form) -> Form:
    """Return a body in a coding, with the headers and the ETag of another form made its own."""
    replaced = {"content-encoding", "content-length", "etag"}
    etag = f'{like.etag.rstrip(chr(34)).partition("-")[0]}-{coding}"'
    headers = [(name, value) for name, value in like.headers if name.lower() not in replaced]
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers += [("ETag", etag), ("Content-Length", str(len(body)))]
    return Form(body, headers, etag)


def is_text(content_type: str) -> bool:
    """Return whether content of a media type becomes smaller by compression."""
    media_type = content_type.partition(";")[0].strip()
    return media_type.startswith("text/") or media_type.endswith(TEXTS)


@lru_cache(maxsize=128)
def preferred(accepted: str | None) -> list[str]:
    """Return the codings that an `Accept-Encoding` header allows, best first (RFC 9110, 12.5.3)."""
    weights = {"identity": 0.001}
    for item in (accepted or "").lower().split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        weights[coding] = quality(parameters)
    rest = weights.pop("*", 0.0)
    weights = {coding: weights.get(coding, rest) for coding in ("br", "gzip", "identity")}
    return [
        coding for coding in sorted(weights, key=weights.__getitem__, reverse=True)
        if weights[coding] > 0
    ]  # fmt: skip


def quality(parameters: Iterable[str]) -> float:
    """Return the weight `q` among a coding's parameters: 1 if there is none, 0 if it is bad."""
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def matches(condition: str, etag: str) -> bool:
    """Return whether `If-None-Match` says that the visitor has this form already."""
    if condition in (etag, "*"):
        return True
    return etag in (each.removeprefix("W/") for each in parse_etags(condition))
