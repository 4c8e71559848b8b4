"""Types in Sched's export: kinds of sessions, or tracks."""

import pytest

from sessions.exchange.spreadsheet.sched import kind_of

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Keynote Sessions", "keynote"),
        ("Panels", "panel"),
        ("Lightning Talks", "talk"),
        ("Lecture", "talk"),
        ("主旨报告", "keynote"),
        ("Breakout Sessions", ""),
        ("Film Studies", ""),
        ("Performance Engineering", ""),
        ("", ""),
    ],
)
def test_type_is_a_kind_if_it_says_so(said, kind):
    assert kind_of(said) == kind
