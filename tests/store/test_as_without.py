"""What the store answers is what Django would have answered, however it is asked.

`HOSTILE_REQUESTS=10000 pytest tests/store/test_as_without.py` tries more of it, else each time.
"""

import re
import sys
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import METHODS, PARAMETERS, PATHS, crawl, headers, paths, queries, request
from tests.store.conftest import answer_of

VALUES = ["keynote", "paper", "2023-08-08", "tba", "reasoning", "google", "grand-a", "推理", "llm"]
VALUES += ["en", "zh-hans", "name", "sessions", "organization", "1", "2", "vpft73q.dnphkfy", ""]
VALUES += ["json", "http://testserver/en/llm-day/sessions/llm-day-panel/", "300"]
FILES = ["schedule.xml", "schedule.json", "papers.bib", "changes.atom", "agenda.ics"]
OTHERS = (b"/now/", b"/admin/")  # change with the clock, and from one request to the next
FORMS = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
SAME = ("content-type", "location", "content-disposition", "content-security-policy")
SAME += ("x-frame-options", "access-control-allow-origin", "x-robots-tag")

methods = st.just("GET") | st.sampled_from(METHODS)
public = st.sampled_from([*PATHS, *(f"/kdd-2023/{name}" for name in FILES)]).map(str.encode)
sensible = st.lists(
    st.tuples(st.sampled_from([*PARAMETERS, "format", "utm_source"]), st.sampled_from(VALUES)),
    max_size=4,
).map(lambda pairs: urlencode(pairs).encode())
requests = st.builds(
    request,
    methods,
    (public | paths).filter(lambda path: not any(each in path for each in OTHERS)),
    sensible | queries,
    st.just(b""),
    st.just(""),
)


def without_queries(body):
    """Return a page or file in which addresses have no query: the store's has less in it."""
    return re.sub(rb'\?[^\s"<]*', b"", body.replace(b"\r\n ", b""))


@crawl(300)
@given(environ=requests, extra=headers.filter(lambda extra: "HOST" not in extra))
def test_answer_is_that_of_django(environ, extra, visitor, program):
    asked = environ | {f"HTTP_{name}": word for name, word in extra.items()}
    asked |= {"HTTP_HOST": "testserver", "wsgi.errors": sys.stderr}
    plain = {name: value for name, value in asked.items() if name not in FORMS}
    expected = answer_of(visitor.django, plain)
    assert answer_of(visitor.store, asked).status in (expected.status, 304)
    stored = answer_of(visitor.store, plain)
    assert stored.status == expected.status < 500
    assert {name: stored.headers.get(name) for name in SAME} == {
        name: expected.headers.get(name) for name in SAME
    }
    if asked["REQUEST_METHOD"] == "GET" and expected.status == 200:
        assert without_queries(stored.body) == without_queries(expected.body)
