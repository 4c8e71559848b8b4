"""Writing with a token: what is changed, checked, kept in the history and never lost."""

import json

import pytest

from sessions.api.writing import WHY
from sessions.models import Event, OutdatedText, Participation, Resource, Room, Session, Track
from sessions.search import search
from speakers.history.models import Change, Edit
from speakers.models import Organization, Speaker

pytestmark = pytest.mark.django_db
SESSIONS = "/events/kdd-2023/sessions/"
TANG = f"{SESSIONS}mlg-tang/"


def tang():
    return Session.objects.get(slug="mlg-tang")


def errors(answer):
    assert answer.status_code == 422, answer.content
    return {each["field"]: each["detail"] for each in json.loads(answer.content)["errors"]}


def test_what_is_sent_is_changed_and_all_else_stays(organizer, program):
    before = tang()
    answer = organizer.change(TANG, {"title": {"en": "New"}, "start": "2023-08-07T08:00:00-07:00"})
    assert answer.status_code == 200
    after = tang()
    assert (after.title_en, after.title_zh_hans) == ("New", before.title_zh_hans)
    assert after.start.isoformat() == "2023-08-07T15:00:00+00:00"
    assert (after.end, after.room) == (before.end, before.room)
    assert json.loads(answer.content)["title"]["en"] == "New"
    assert answer.headers["ETag"] == organizer.etag(TANG)


def test_time_as_javascript_writes_it_is_taken(organizer, program):
    assert organizer.change(TANG, {"start": "2023-08-07T15:00:00.000Z"}).status_code == 200
    assert tang().start.isoformat() == "2023-08-07T15:00:00+00:00"


def test_null_and_empty_texts_are_taken_away(organizer, program):
    organizer.change(TANG, {"room": None, "title": {"en": ""}})
    assert (tang().room, tang().title_en) == (None, None)


def test_texts_lose_the_spaces_around_them_as_in_the_admin(organizer, program):
    organizer.change(TANG, {"title": {"en": " New\n"}})
    assert tang().title_en == "New"
    blank = {"title": {"en": " ", "zh-hans": "\u3000"}}
    assert list(errors(organizer.change(TANG, blank))) == [""]


def test_writing_is_found_and_marks_the_other_language_as_outdated(organizer, program):
    organizer.change(TANG, {"title": {"en": "Quokkas"}})
    assert search(Session.objects.all(), "quokkas") == [tang().pk]
    assert OutdatedText.objects.filter(object_id=tang().pk, column="title_zh_hans").exists()


def test_each_request_is_one_edit_of_its_owner_in_the_history(organizer, program):
    organizer.change(TANG, {"title": {"en": "New"}, "tags": ["reasoning"], "people": []})
    edit = Edit.objects.get(made_by=organizer.user)
    assert edit.comment == WHY
    documents = set(Change.objects.filter(edit=edit).values_list("document", flat=True))
    assert documents == {f"program.session/{tang().pk}"}


def test_change_that_changes_nothing_is_no_edit(organizer, program):
    title = json.loads(organizer.get(TANG).content)["title"]
    assert organizer.change(TANG, {"title": title}).status_code == 200
    assert not Edit.objects.filter(made_by=organizer.user).exists()


def test_people_are_replaced_in_order_and_keep_what_is_not_said(organizer, program):
    part = Participation.objects.get(session=tang())
    people = [
        {"speaker": "peng-zhang", "role": "chair", "organization": "zhipu-ai"},
        {"speaker": "jie-tang", "role": "speaker"},
    ]
    assert organizer.change(TANG, {"people": people}).status_code == 200
    found = list(tang().participations.order_by("order"))
    assert [each.speaker.slug for each in found] == ["peng-zhang", "jie-tang"]
    assert (found[1].pk, found[1].position_en) == (part.pk, "Professor")


def test_topics_and_resources_are_replaced(organizer, program):
    session = tang()
    Resource.objects.create(session=session, kind="slides", order=1, file="resources/a.pdf")
    told = json.loads(organizer.get(TANG).content)["resources"][0]
    new = [{"kind": "video", "url": "https://v.example/", "label": {"en": "Talk"}}]
    file = {"kind": "slides", "url": told["url"]}
    answer = organizer.change(TANG, {"tags": ["reasoning"], "resources": [*new, file]})
    assert answer.status_code == 200
    assert [tag.slug for tag in session.tags.all()] == ["reasoning"]
    rows = list(session.resources.order_by("order").values_list("kind", "url", "file", "label_en"))
    assert rows == [
        ("video", "https://v.example/", "", "Talk"),
        ("slides", "", "resources/a.pdf", None),
    ]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"start": "2023-08-07T15:00:00Z", "end": "2023-08-07T14:00:00Z"}, ""),
        ({"title": {"en": "", "zh-hans": ""}}, ""),
        ({"title": {"fr": "Titre"}}, "title.fr"),
        ({"title": {"en": "x" * 301}}, "title.en"),
        ({"titel": {"en": "x"}}, "titel"),
        ({"kind": "concert"}, "kind"),
        ({"slug": "ws-mlg"}, ""),
        ({"slug": "a b"}, "slug"),
        ({"room": "nowhere"}, "room"),
        ({"start": "2023-08-07T08:00:00.5-07:00"}, "start"),
        ({"start": "2023-08-07T08:00:00.123456-07:00"}, "start"),
        ({"parent": "llm-day-panel"}, "parent"),
        ({"parent": "mlg-tang"}, "parent"),
        ({"audience": -1}, "audience"),
        ({"audience": "many"}, "audience"),
        ({"tags": ["reasoning", "no-such-topic"]}, "tags.1"),
        ({"tags": ["reasoning", "reasoning"]}, "tags.1"),
        ({"people": [{"speaker": "nobody", "role": "speaker"}]}, "people.0.speaker"),
        ({"people": [{"speaker": "ed-chi", "role": "king"}]}, "people.0.role"),
        ({"people": [{"speaker": "ed-chi", "role": "chair"}] * 2}, "people.1"),
        ({"people": [{"speaker": "ed-chi"}]}, "people.0.role"),
        ({"resources": [{"kind": "link", "url": "javascript:x"}]}, "resources.0.url"),
    ],
)
def test_what_the_admin_would_refuse_is_refused_by_field_and_nothing_is_written(
    organizer, program, data, field
):
    before = organizer.etag(TANG)
    found = errors(organizer.change(TANG, {"abstract": {"en": "changed"}} | data))
    assert list(found) == [field]
    assert found[field]
    assert organizer.etag(TANG) == before


def test_errors_are_told_in_chinese(organizer, program):
    found = errors(organizer.change(TANG, {"room": "x"}, accept_language="zh-CN"))
    assert found["room"] == "没有标识为“x”的对象。"


def test_nobodys_change_is_overwritten_unseen(organizer, program):
    read = organizer.etag(TANG)
    organizer.change(TANG, {"title": {"en": "Theirs"}})
    answer = organizer.ask("PATCH", TANG, {"title": {"en": "Mine"}}, if_match=read)
    assert answer.status_code == 412
    said = json.loads(answer.content)
    assert said["current"]["title"]["en"] == "Theirs"
    assert tang().title_en == "Theirs"
    again = organizer.ask("PATCH", TANG, {"title": {"en": "Mine"}}, if_match=answer["ETag"])
    assert again.status_code == 200


@pytest.mark.parametrize("column", ["audience", "recording_license"])
def test_what_is_not_told_to_all_counts_as_changed_too(organizer, anyone, program, column):
    read = anyone.etag(TANG)
    Session.objects.filter(slug="mlg-tang").update(**{column: 5})
    assert organizer.ask("PATCH", TANG, {}, if_match=read).status_code == 412


def test_edit_elsewhere_does_not_stand_in_the_way(organizer, program):
    path = "/speakers/jie-tang/"
    read = organizer.etag(path)
    organizer.change(TANG, {"title": {"en": "New title in the list of sessions"}})
    answer = organizer.ask("PATCH", path, {"homepage": "https://t.example/"}, if_match=read)
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_writing_asks_for_what_was_read(organizer, program, method):
    data = {} if method == "PATCH" else None
    assert organizer.ask(method, TANG, data).status_code == 428


def test_etag_weakened_by_compression_on_the_way_is_taken(organizer, program):
    etag = f"W/{organizer.etag(TANG)}"
    assert organizer.ask("PATCH", TANG, {"title": {"en": "New"}}, if_match=etag).status_code == 200


def test_new_session_is_a_draft_with_its_people(organizer, program):
    data = {
        "slug": "new-talk",
        "title": {"en": "New", "zh-hans": "新"},
        "room": "grand-a",
        "people": [{"speaker": "ed-chi", "role": "speaker"}],
        "tags": ["reasoning"],
    }
    answer = organizer.create("/events/llm-day/sessions/", data)
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith("/api/v1/events/llm-day/sessions/new-talk/")
    new = Session.objects.get(slug="new-talk")
    assert (new.status, new.event.slug, new.room.slug) == ("draft", "llm-day", "grand-a")
    assert [each.speaker.slug for each in new.participations.all()] == ["ed-chi"]
    path = answer.headers["Location"].removeprefix("http://testserver/api/v1")
    assert organizer.change(path, {"status": "published"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "model", "more"),
    [
        ("/speakers/", Speaker, {"organization": "acm", "orcid": "0000-0002-1825-0097"}),
        ("/organizations/", Organization, {"kind": "university", "country": "CN"}),
        ("/events/kdd-2023/rooms/", Room, {"capacity": 300, "floor": {"en": "2"}}),
        ("/events/kdd-2023/tracks/", Track, {"color": "teal", "position": 3}),
    ],
)
def test_everything_is_added_changed_and_deleted(organizer, program, path, model, more):
    answer = organizer.create(path, {"slug": "new", "name": {"en": "New"}} | more)
    assert answer.status_code == 201, answer.content
    changed = organizer.change(f"{path}new/", {"name": {"zh-hans": "新"}})
    assert changed.status_code == 200
    assert json.loads(changed.content)["name"] == {"en": "New", "zh-hans": "新"}
    assert organizer.delete(f"{path}new/").status_code == 204
    assert not model.objects.filter(slug="new").exists()
    assert Edit.objects.filter(made_by=organizer.user).count() == 3


def test_event_is_changed(organizer, program):
    place = {"latitude": 33.7644, "longitude": -118.1893}
    answer = organizer.change("/events/kdd-2023/", {"tagline": {"en": "Data"}} | place)
    assert answer.status_code == 200
    event = Event.objects.get(slug="kdd-2023")
    assert (event.tagline_en, float(event.latitude)) == ("Data", 33.7644)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [((52.52, 13.405), (52.52, 13.405)), ((1.30000004, -0.5), (1.3, -0.5)), ((0, 1e-9), (0, 0))],
)
def test_place_on_earth_is_taken_as_exactly_as_it_is_kept(organizer, program, sent, kept):
    place = dict(zip(("latitude", "longitude"), sent, strict=True))
    assert organizer.change("/events/kdd-2023/", place).status_code == 200
    event = Event.objects.get(slug="kdd-2023")
    assert (float(event.latitude), float(event.longitude)) == kept


def test_what_others_need_is_not_deleted(organizer, program):
    answer = organizer.delete("/speakers/jie-tang/")
    assert answer.status_code == 409
    assert "Jie Tang · Speaker" in json.loads(answer.content)["detail"]


def test_the_same_slug_again_is_refused(organizer, program):
    found = errors(organizer.create(SESSIONS, {"slug": "mlg-tang", "title": {"en": "x"}}))
    assert found[""] == "Another session of this event has this slug."
