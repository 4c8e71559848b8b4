"""What the database itself refuses, whoever writes to it, and what the models know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, RestrictedError
from django.utils import translation

from sessions.models import Event, Keynote, Panel, Participation, Resource, Room, Session, Tag
from speakers.models import Organization, Speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return Session.objects.get(slug="ws-llm-ai")


@pytest.fixture
def paper():
    return Session.objects.get(slug="llm-ai-p1")


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_end_comes_after_start(paper):
    refused(lambda: Session.objects.filter(pk=paper.pk).update(end=F("start")))


def test_end_needs_a_start(paper):
    refused(lambda: Session.objects.filter(pk=paper.pk).update(start=None))


def test_day_is_given_only_while_the_start_is_unknown(paper):
    refused(lambda: Session.objects.filter(pk=paper.pk).update(day=date(2023, 8, 7)))


def test_slug_is_unique_in_the_event(program, paper):
    refused(lambda: Session.objects.create(event=program, slug=paper.slug, title_en="Twin"))


def test_slug_may_repeat_in_another_event(paper):
    day = Event.objects.get(slug="llm-day")
    assert Session.objects.create(event=day, slug=paper.slug, title_en="Namesake").pk


def test_title_is_needed_in_one_language(program):
    refused(lambda: Session.objects.create(event=program, slug="untitled"))
    assert Session.objects.create(event=program, slug="titled", title_zh_hans="只有中文").pk


def test_parent_is_in_the_same_event(paper):
    day = Event.objects.get(slug="llm-day")
    refused(lambda: Session.objects.filter(pk=paper.pk).update(event=day))
    refused(lambda: Session.objects.create(event=day, slug="x", title_en="X", parent=paper))


def test_session_is_not_its_own_ancestor(workshop, paper):
    refused(lambda: Session.objects.filter(pk=workshop.pk).update(parent=workshop))
    refused(lambda: Session.objects.filter(pk=workshop.pk).update(parent=paper))


def test_children_follow_their_parent_to_another_event(workshop, paper):
    day = Event.objects.get(slug="llm-day")
    nested = Session.objects.create(
        event=paper.event, slug="question", title_en="Question", parent=paper
    )
    Session.objects.filter(pk=workshop.pk).update(event=day)
    assert {each.event_id for each in workshop.children.all()} == {day.pk}
    nested.refresh_from_db()
    assert nested.event_id == day.pk


@pytest.fixture
def dessert():
    """Return a session inside one of a workshop in a room."""
    lunch = Session.objects.get(slug="mlg-lunch")
    return Session.objects.create(
        event=lunch.event, slug="dessert", title_en="Dessert", parent=lunch
    )


def test_session_is_where_and_on_the_day_that_the_nearest_around_it_is(dessert):
    assert dessert.place == Room.objects.get(slug="grand-b")
    assert dessert.day_or_outer == date(2023, 8, 7)


def test_place_of_what_is_inside_takes_no_query_of_its_own(dessert, django_assert_num_queries):
    with django_assert_num_queries(1):
        [loaded] = Session.objects.with_places().filter(slug="dessert")
        assert str(loaded.place) == "Grand B"


def test_rules_hold_for_sql_from_outside_django(workshop):
    def write():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE program_session SET parent_id = id WHERE id = %s", [workshop.pk])

    refused(write)


def test_event_ends_after_it_starts(program):
    refused(
        lambda: Event.objects.filter(pk=program.pk).update(
            end_date=program.start_date - timedelta(days=1)
        )
    )


def test_resource_has_an_address_or_a_file(paper):
    refused(lambda: Resource.objects.create(session=paper, kind="code"))


def test_person_has_a_role_in_a_session_once():
    panelist = Participation.objects.filter(role="panelist").first()
    refused(
        lambda: Participation.objects.create(
            session=panelist.session, speaker=panelist.speaker, role="panelist"
        )
    )


def test_what_is_in_use_cannot_be_deleted(workshop):
    with pytest.raises(RestrictedError):
        workshop.delete()
    with pytest.raises(RestrictedError):
        Room.objects.get(slug="grand-a").delete()


def test_room_of_another_event_is_refused_in_words(program, paper):
    other = Event.objects.create(
        slug="other", name_en="Other", start_date="2024-01-01", end_date="2024-01-02",
        time_zone="UTC",
    )  # fmt: skip
    paper.room = Room.objects.create(event=other, slug="hall", name_en="Hall")
    with pytest.raises(ValidationError, match="“Hall” belongs to another event"):
        paper.full_clean()


@pytest.mark.parametrize(
    ("field", "moment"),
    [
        ("start", datetime(1, 1, 1, tzinfo=UTC)),
        ("start", datetime(2003, 8, 7, tzinfo=UTC)),
        ("end", datetime(2024, 8, 7, tzinfo=UTC)),
    ],
)
def test_mistyped_year_is_refused_in_words(paper, field, moment):
    setattr(paper, field, moment)
    with pytest.raises(ValidationError) as refusal:
        paper.clean()
    assert "right?" in str(refusal.value.message_dict[field])


def test_end_without_a_start_is_told_what_is_missing(paper):
    paper.start = None
    with pytest.raises(ValidationError) as refusal:
        paper.full_clean()
    assert refusal.value.message_dict == {"end": ["Give the start too."]}


def test_circle_is_refused_in_words(workshop, paper):
    workshop.parent = paper
    with pytest.raises(ValidationError, match="cannot be part of itself"):
        workshop.full_clean()


@pytest.mark.parametrize("slug", ["speakers", "organizations", "admin"])
def test_event_slug_must_not_hide_another_page(program, slug):
    program.slug = slug
    with pytest.raises(ValidationError, match="address of another page"):
        program.full_clean()


def test_sub_events_are_one_level_deep():
    day = Event.objects.get(slug="llm-day")
    with pytest.raises(ValidationError, match="itself part of another event"):
        Event(slug="x", name_en="X", parent=day).clean()


def test_program_of_an_event_includes_its_sub_events(program):
    slugs = set(Session.objects.of(program).values_list("slug", flat=True))
    assert {"llm-day-panel", "ws-mlg"} <= slugs


def test_proxies_see_only_their_kind(program):
    assert Keynote.objects.count() == 10
    assert {panel.kind for panel in Panel.objects.all()} == {"panel"}


def test_new_object_of_a_proxy_has_its_kind(program):
    assert Keynote.objects.create(event=program, slug="new", title_en="New").kind == "keynote"


def test_session_changes_kind_without_losing_its_address():
    keynote = Keynote.objects.get(slug="keynote-ed-chi")
    address = keynote.get_absolute_url()
    Session.objects.filter(pk=keynote.pk).update(kind="talk")
    assert Session.objects.get(pk=keynote.pk).get_absolute_url() == address


def test_natural_keys_find_their_objects():
    for model in (Event, Room, Session, Participation, Resource, Tag, Speaker, Organization):
        for each in model.objects.all()[:5]:
            assert model.objects.get_by_natural_key(*each.natural_key()) == each


def test_texts_fall_back_to_the_other_language(program):
    program.tagline_zh_hans = None
    with translation.override("zh-hans"):
        assert program.tagline == program.tagline_en


def test_chinese_topic_finds_the_topic_that_is_there(paper):
    with translation.override("zh-hans"):
        paper.tags.add("推理")
    assert list(paper.tags.all()) == [Tag.objects.get(slug="reasoning")]


@pytest.mark.parametrize(
    ("slug", "language", "monogram"),
    [
        ("jaime-teevan", "en", "JT"),
        ("ed-chi", "en", "EC"),
        ("peng-zhang", "en", "PZ"),
        ("peng-zhang", "zh-hans", "张"),
        ("andre-manso", "en", "AM"),
    ],
)
def test_monogram_stands_for_the_name_in_the_pages_language(slug, language, monogram):
    with translation.override(language):
        assert Speaker.objects.get(slug=slug).monogram == monogram


def test_event_whose_sessions_are_in_rooms_of_the_event_around_does_not_leave_it():
    day = Event.objects.get(slug="llm-day")
    day.parent = None
    with pytest.raises(ValidationError, match="is in a room or track of the event"):
        day.clean()
    day.sessions.update(room=None, track=None)
    day.clean()


@pytest.mark.parametrize("name", ["localtime", "Factory", "posixrules", "Mars/Olympus"])
def test_time_zone_is_one_that_everybody_knows(program, name):
    program.time_zone = name
    with pytest.raises(ValidationError) as caught:
        program.full_clean()
    assert list(caught.value.message_dict) == ["time_zone"]


def test_event_does_not_move_years_away_from_its_sessions(program, paper):
    program.start_date, program.end_date = date(2033, 8, 6), date(2033, 8, 10)
    with pytest.raises(ValidationError, match="years away"):
        program.clean()
    program.sessions.update(start=None, end=None, day=None)
    program.clean()


def test_event_that_is_put_off_takes_its_sessions_along_one_by_one(program):
    program.start_date, program.end_date = date(2026, 8, 6), date(2026, 8, 10)
    program.clean()
