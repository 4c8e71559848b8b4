"""Which event of a schedule is which session here, and which sessions stand in it no more."""

import pytest

from sessions.exchange.frab import Incoming, dry_run
from sessions.models import Session
from tests.frab.shared import GUID, TEN, counts, event, noted, only, put_in, schedule

OTHER = "fe76305f-d58f-5880-8918-dedadf9acfe5"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"guid": GUID}, {"guid": GUID, "title": "Other", "date": "2023-08-08T10:00:00-07:00"}),
        ({"slug": "conf-opening-talk"}, {"slug": "conf-opening-talk", "title": "Other"}),
        ({"slug": "U3SAXX"}, {"slug": "u3saxx", "title": "Other"}),
        ({"abstract": "Old"}, {"abstract": "New"}),
        ({}, {"date": "2023-08-08T10:00:00-07:00"}),
    ],
    ids=["guid", "slug", "slug in capitals", "title and start", "title"],
)
def test_event_is_known_again_by_its(conference, before, after):
    put_in(conference, schedule(event(**before)))
    key = only(conference).pk
    plan = put_in(conference, schedule(event(**after)))
    assert counts(plan) == {"changed": 1}
    assert only(conference).pk == key
    assert plan.vanished == []


def test_session_whose_slug_has_capitals_is_known_again(conference):
    given = {"title_en": "Opening", "status": "published", "start": TEN}
    Session.objects.create(event=conference, slug="U3SAXX", **given)
    put_in(conference, schedule(event(slug="conf-U3SAXX", title="Other")))
    assert (only(conference).slug, only(conference).title) == ("U3SAXX", "Other")


def test_guid_of_another_is_not_the_same_event_whatever_its_title(conference):
    put_in(conference, schedule(event(guid=GUID)))
    plan = dry_run(Incoming(conference, schedule(event(guid=OTHER))))
    assert (counts(plan), len(plan.vanished)) == ({"new": 1}, 1)


def test_second_event_with_a_guid_does_without_and_is_named(conference):
    data = schedule(event(guid=GUID), event(guid=GUID, title="Second"))
    plan = put_in(conference, data)
    assert noted(plan, "guid is that of another")[0][1] == ["Second"]
    assert conference.sessions.get(title_en="Second").guid is None
    assert counts(put_in(conference, data)) == {"unchanged": 2}


def test_event_that_stands_twice_is_taken_once_and_named(conference):
    plan = put_in(conference, schedule(event(guid=GUID), event(guid=GUID)))
    assert noted(plan, "Stands twice")[0][1] == ["Opening"]
    assert conference.sessions.count() == 1


def test_vanished_session_is_named_and_stays(conference):
    put_in(conference, schedule(event(), event(title="Close")))
    plan = put_in(conference, schedule(event()))
    assert [row.label for row in plan.vanished] == ["Close"]
    assert conference.sessions.get(title_en="Close").status == "published"


def test_vanished_session_is_cancelled_when_asked_and_comes_back(conference):
    both = schedule(event(), event(title="Close"))
    put_in(conference, both)
    put_in(conference, schedule(event()), cancel_vanished=True)
    assert conference.sessions.get(title_en="Close").status == "cancelled"
    put_in(conference, both)
    assert conference.sessions.get(title_en="Close").status == "published"


def test_session_whose_event_is_refused_has_not_vanished(conference):
    put_in(conference, schedule(event(guid=GUID), event(title="Close")))
    data = schedule(event(guid=GUID, title=""), event(title="Close", date=None))
    assert dry_run(Incoming(conference, data)).vanished == []


def test_drafts_and_what_has_no_time_have_not_vanished(conference):
    given = {"event": conference, "title_en": "Mine"}
    Session.objects.create(slug="a", start=TEN, status="draft", **given)
    Session.objects.create(slug="b", status="published", **given)
    assert dry_run(Incoming(conference, schedule(event()))).vanished == []
