"""The people of events: who is known, who is asked about, and what becomes of them."""

import pytest

from sessions.exchange.frab import Incoming, dry_run
from sessions.exchange.spreadsheet import NEW, SpreadsheetError
from speakers.models import Speaker
from tests.frab.shared import counts, event, noted, only, put_in, schedule


def test_person_that_we_have_is_not_written_twice(conference):
    before = Speaker.objects.count()
    plan = put_in(conference, schedule(event(persons=[{"public_name": "ed h CHI"}])))
    assert plan.questions == []
    assert Speaker.objects.count() == before
    assert only(conference).participations.get().speaker.slug == "ed-chi"


def test_person_that_is_like_one_of_ours_is_asked_about(conference):
    data = schedule(event(persons=[{"name": "Jaimee Teevan"}]))
    [question] = dry_run(Incoming(conference, data)).questions
    assert [each.slug for each in question.candidates] == ["jaime-teevan"]
    with pytest.raises(SpreadsheetError, match="Nothing was imported"):
        put_in(conference, data)
    assert not conference.sessions.exists()
    put_in(conference, data, answers={question.key: "jaime-teevan"})
    assert only(conference).participations.get().speaker.slug == "jaime-teevan"
    again = dry_run(Incoming(conference, data, {question.key: NEW}))
    assert counts(again) == {"changed": 1}


def test_people_alike_within_one_file_are_different_people(conference):
    names = ["Anna Schmidt", "Anna Schmitt"]
    plan = put_in(conference, schedule(event(persons=[{"name": each} for each in names])))
    assert plan.questions == []
    assert only(conference).participations.count() == 2


def test_person_named_twice_takes_part_once(conference):
    people = [{"id": 1, "name": "Ada L."}, {"id": 2, "name": "Ada L."}, {"name": ""}, "Bob B."]
    plan = put_in(conference, schedule(event(persons=people)))
    names = [each.speaker.name for each in only(conference).participations.order_by("order")]
    assert names == ["Ada L.", "Bob B."]
    assert noted(plan, "Names someone twice")
    assert noted(plan, "to be one person")[0][1] == ["Ada L."]
    assert noted(plan, "has no name")


def test_people_become_those_of_the_file_and_keep_their_roles(conference):
    people = [{"name": "Ada L."}, {"name": "Bob B."}]
    put_in(conference, schedule(event(persons=people)))
    only(conference).participations.filter(speaker__name_en="Bob B.").update(role="chair")
    put_in(conference, schedule(event(persons=[people[1], {"name": "Cem C."}])))
    parts = only(conference).participations.order_by("order")
    assert [(each.speaker.name, each.role) for each in parts] == [
        ("Bob B.", "chair"),
        ("Cem C.", "speaker"),
    ]


def test_biography_of_someone_we_have_is_filled_in_and_never_overwritten(conference):
    speaker = Speaker.objects.create(slug="ada", name_en="Ada L.")
    for said in ("First", "Second"):
        data = schedule(event(persons=[{"name": "Ada L.", "biography": said}]))
        plan = put_in(conference, data)
    speaker.refresh_from_db()
    assert speaker.biography_en == "First"
    assert noted(plan, "another biography")[0][1] == ["Ada L."]
