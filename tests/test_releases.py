"""Releases: what each has changed, and what stands before the next."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F

from sessions.models import Release, Session
from sessions.releases import changes_since, record_release

PANEL = "llm-day-panel"


@pytest.fixture
def first(program):
    return record_release(program, None, "First", "首次")


def panel():
    return Session.objects.filter(slug=PANEL)


def move(hours):
    shift = timedelta(hours=hours)
    panel().update(start=F("start") + shift, end=F("end") + shift)


def told(changes):
    return [(change.session.slug, [str(kind) for kind in change.kinds]) for change in changes]


def test_first_release_has_no_changes(first):
    assert first.changes == []


def test_release_keeps_what_has_changed_since_the_one_before(program, first):
    move(1)
    second = record_release(program, None, None, None)
    assert told(second.told) == [(PANEL, ["time"])]
    change = second.told[0]
    assert change.after.start - change.before.start == timedelta(hours=1)
    panel().update(status="cancelled")
    third = record_release(program, None, None, None)
    assert told(third.told) == [(PANEL, ["cancelled"])]


def test_what_is_not_released_yet_differs_from_the_last_release(first):
    assert changes_since(first) == []
    panel().update(title_zh_hans="新题目")
    Session.objects.filter(slug="tut-fairness").update(status="draft")
    assert told(changes_since(first)) == [(PANEL, ["title"]), ("tut-fairness", ["withdrawn"])]


def test_program_now_is_compared_in_one_query(first, django_assert_num_queries):
    release = Release.objects.select_related("event").get()
    with django_assert_num_queries(1):
        changes_since(release)


def test_upgrade_finds_out_what_changed_in_earlier_releases(program, first):
    move(1)
    record_release(program, None, None, None)
    Release.objects.update(changes=None)
    import_module("sessions.migrations.0007_release_changes").tell_changes(apps, None)
    changes = {release.number: told(release.told) for release in Release.objects.all()}
    assert changes == {1: [], 2: [(PANEL, ["time"])]}


def test_release_recorded_by_an_earlier_version_of_the_site_is_made_good_by_the_next(
    program, first
):
    move(1)
    record_release(program, None, None, None)
    Release.objects.filter(number=2).update(changes=None)
    assert record_release(program, None, None, None).told == []
    assert told(Release.objects.get(number=2).told) == [(PANEL, ["time"])]
