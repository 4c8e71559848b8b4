"""Requests as no browser sends them, for tests: Hypothesis and a word list make them up."""

import os
from io import BytesIO
from urllib.parse import quote_from_bytes

from django.conf import settings as site
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.pages import ADDRESSES

SCRIPT = "<script>alert(1)</script>"
WORDS = [
    "",
    "0",
    "-1",
    "99999999999999999999",
    "9223372036854775808",
    "9" * 5000,
    "http://testserver/en/kdd-2023/",
    "1e400",
    "NaN",
    "null",
    "true",
    "[]",
    "%",
    "%00",
    "\0",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "' OR 1=1 --",
    '" OR ""="',
    "1; DROP TABLE program_session",
    "{{ 7*7 }}",
    "${7*7}",
    "%s%s%n",
    SCRIPT,
    f"\"'>{SCRIPT}",
    "javascript:alert(1)",
    "𝕏" * 300,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\ufeff\u0000",
    "İıßﬁ",
    "推理" * 200,
    "a." * 3000,
    "2023-08-08",
    "2023-13-45",
    "0000-00-00",
    "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00-12:00",
    "2023-08-08T11:05:00+99:99",
    "٢٠٢٣-٠٨-٠٨",
]
PATHS = [
    *sorted({address.partition("?")[0] for address in ADDRESSES}),
    "/",
    "/admin/",
    "/admin/login/",
    "/admin/account/",
    "/admin/program/session/",
    "/admin/program/session/add/",
    "/admin/program/session/choices/",
    "/admin/program/room/add/",
    "/admin/program/release/",
    "/admin/autocomplete/",
    "/admin/speakers/speaker/",
    "/admin/auth/user/",
    "/i18n/setlang/",
    "/media/",
    "/static/",
    "/sw.js",
    "/robots.txt",
    "/sitemap.xml",
    "/oembed/1.0",
    "/kdd-2023/schedule.ics",
    "/kdd-2023/agenda.ics",
    "/kdd-2023/program.json",
    "/en/kdd-2023/offline.json",
    "/en/api/read_sessions/",
    "/api/v1/",
    "/api/v1/events/",
    "/api/v1/events/kdd-2023/sessions/",
    "/api/v1/events/kdd-2023/sessions/mlg-tang/",
    "/api/v1/speakers/",
]
PARAMETERS = ["q", "day", "kind", "track", "room", "tag", "organization", "language", "sort"]
PARAMETERS += [
    "s",
    "drop",
    "choose",
    "at",
    "lang",
    "next",
    "username",
    "page",
    "csrfmiddlewaretoken",
    "limit",
    "offset",
    "url",
    "maxwidth",
]
OF_THE_ADMIN = ["p", "o", "e", "id__exact", "event", "event__id__exact", "parent", "_to_field"]
OF_THE_ADMIN += ["app_label", "model_name", "field_name", "_popup", "_changelist_filters"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get"]
TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 500,
    "application/json; charset=nonsense",
    "text/plain; charset=utf-7",
    "",
]
HEADERS = ["HOST", "COOKIE", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "IF_NONE_MATCH", "RANGE"]
HEADERS += ["IF_MODIFIED_SINCE", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "REFERER", "USER_AGENT"]
HEADERS += ["ORIGIN", "AUTHORIZATION", "X_REQUESTED_WITH"]
COOKIES = [f"{site.SESSION_COOKIE_NAME}=", f"{site.CSRF_COOKIE_NAME}="]
COOKIES += [f"{site.LANGUAGE_COOKIE_NAME}=", "known=", "messages="]

raw = st.binary(max_size=40)
words = st.sampled_from(WORDS).map(lambda word: word.encode("utf-8")) | raw
latin = words.map(lambda word: word.decode("latin-1"))  # as WSGI hands over bytes (PEP 3333)
one_path = st.sampled_from(PATHS).map(lambda path: path.encode())
paths = one_path | st.builds(lambda path, word: path + word + b"/", one_path, words)
pairs = st.tuples(st.sampled_from(PARAMETERS + OF_THE_ADMIN) | st.text(max_size=5), words)
queries = raw | st.lists(pairs, max_size=4).map(
    lambda pairs: "&".join(f"{name}={quote_from_bytes(word)}" for name, word in pairs).encode(
        "utf-8", "surrogatepass"
    )
)
cookies = st.builds(lambda name, word: name + word, st.sampled_from(COOKIES), latin)
headers = st.dictionaries(st.sampled_from(HEADERS), latin | cookies, max_size=3)


def request(method, path, query, body, kind):
    """Return what a server would hand over for a request, without its headers."""
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }


requests = st.builds(
    request, st.sampled_from(METHODS), paths, queries, queries, st.sampled_from(TYPES)
)


def crawl(usual, deadline=None):
    """Let a test try so many requests, the same each time; or `HOSTILE_REQUESTS`, always others."""
    number = os.environ.get("HOSTILE_REQUESTS")
    return settings(
        max_examples=int(number or usual),
        derandomize=not number,
        deadline=deadline,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
