"""The lists find what is missing, by the same measure as the pages that count it."""

from itertools import product

import pytest
from django.urls import reverse

from sessions.exchange.fixture.writing import part_of
from sessions.models import Event, Participation, Release, Room, Session, Tag, Track
from sessions.releases import record_release
from sessions.texts import MODELS, State, count_missing, counted, texts
from speakers.bilingual import LANGUAGES
from speakers.models import Organization, Speaker

LISTS = [Event, Organization, Room, Session, Speaker, Tag, Track]


def listed(client, model, **parameters):
    name = model._meta.label_lower.replace(".", "_")
    response = client.get(reverse(f"admin:{name}_changelist"), parameters)
    return {each.pk for each in response.context["cl"].queryset}


# What a text in English and in Chinese becomes, one after the other.
UNTIDY = [
    [("One", "一"), ("One again", "一")],
    [("Two", "二"), ("Two", "又是二")],
    [(None, "三")],
    [("Four", None)],
]


@pytest.fixture
def untidy(program):
    """Something of each kind whose text is missing or outdated, in either language."""
    for slug in "abcd":
        program.tracks.create(slug=slug, name_en=slug, name_zh_hans=slug)
        program.rooms.create(slug=slug, name_en=slug)
        days = {"start_date": program.start_date, "end_date": program.end_date}
        program.children.create(slug=f"event-{slug}", name_en=slug, time_zone="UTC", **days)
    for model in LISTS:
        field = "title" if model is Session else "name"
        things = model.objects.filter(part_of(program, model)).order_by("pk")[:4]
        for thing, steps in zip(things, UNTIDY, strict=True):
            for english, chinese in steps:
                setattr(thing, f"{field}_en", english)
                setattr(thing, f"{field}_zh_hans", chinese)
                thing.save()
    return program


@pytest.mark.parametrize("model", LISTS)
def test_list_finds_the_texts_that_the_translations_page_counts(model, admin_client, untidy):
    everything = set(model.objects.filter(part_of(untidy, model)).values_list("pk", flat=True))
    for language, state in product(LANGUAGES, [State.MISSING, State.OUTDATED]):
        found = texts(untidy, language, [model])
        expected = {text.thing.pk for text in found if text.state == state}
        chosen = listed(admin_client, model, translation=f"{state}-{language}")
        assert chosen & everything == expected != set(), (language, state)


def test_counts_of_missing_texts_are_those_of_the_translations_page(untidy):
    for event in (untidy, Event.objects.get(slug="llm-day")):
        counts = {code: counted(texts(event, code))[""][State.MISSING] for code in LANGUAGES}
        assert count_missing(event) == counts
    assert all(count_missing(untidy).values())


def test_missing_texts_are_counted_in_one_query(untidy, django_assert_num_queries):
    with django_assert_num_queries(1):
        count_missing(untidy, MODELS)


def test_notes_of_releases_are_found_without_a_translation(admin_client, program):
    release = record_release(program, None, "In English", None)
    record_release(program, None, "In English", "中文")
    assert listed(admin_client, Release, translation="missing-zh-hans") == {release.pk}


def test_main_event_stands_for_its_whole_program(admin_client, program):
    assert listed(admin_client, Session, event__id__exact=program.pk) == {
        each.pk for each in Session.objects.of(program)
    }


def test_sub_event_stands_for_itself(admin_client, program):
    event = Event.objects.get(slug="llm-day")
    found = listed(admin_client, Session, event__id__exact=event.pk)
    assert found == {each.pk for each in event.sessions.all()}


@pytest.mark.parametrize("slug", ["kdd-2023", "llm-day"])
def test_people_are_found_by_the_program_they_take_part_in(slug, admin_client, program):
    event = Event.objects.get(slug=slug)
    Speaker.objects.create(slug="nobody", name_en="In no program")
    found = listed(admin_client, Speaker, participations__session__event__id__exact=event.pk)
    people = Participation.objects.of(event).values_list("speaker", flat=True)
    assert found == set(people)


def test_what_is_unscheduled_is_what_needs_a_place_in_the_schedule(admin_client, program):
    workshop = Session.objects.get(slug="ws-causal-ml")
    found = {"draft": True, "published": True, "cancelled": False}
    for status, is_found in found.items():
        made = Session.objects.create(event=program, slug=status, title_en="X", status=status)
        assert (made.pk in listed(admin_client, Session, missing="time")) is is_found
    part = Session.objects.create(event=program, slug="part", title_en="X", parent=workshop)
    assert part.pk not in listed(admin_client, Session, missing="time")
