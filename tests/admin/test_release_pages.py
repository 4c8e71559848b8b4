"""The admin's pages on what releases changed, and on the way back to one."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from sessions.models import Release, Session
from sessions.releases import record_release
from speakers.history.models import Change
from tests.admin.forms import filled_form, page
from tests.growth import grow

DIFFERENCE = reverse("admin:program_release_difference")
PANEL = "llm-day-panel"


@pytest.fixture
def first(program, admin_user):
    return record_release(program, admin_user, "First", "首次")


@pytest.fixture
def second(program, first):
    change(status="cancelled")
    return record_release(program, None, None, None)


def change(slug=PANEL, **values):
    Session.objects.filter(slug=slug).update(**values)


def rows(response):
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in page(response).select("table.differences tbody tr")
    ]


def restore_url(release):
    return reverse("admin:program_release_restore_schedule", args=[release.pk])


def test_since_the_last_release_is_what_is_shown_first(admin_client, second):
    change(status="published", title_en="Another")
    [row] = rows(admin_client.get(DIFFERENCE))
    assert row[:2] == ["Another", "Takes place after all, New title"]


def test_any_two_releases_are_compared_in_either_direction(admin_client, first, second):
    there = admin_client.get(DIFFERENCE, {"before": first.pk, "after": second.pk})
    back = admin_client.get(DIFFERENCE, {"before": second.pk, "after": first.pk})
    assert [row[1] for row in rows(there)] == ["Cancelled"]
    assert [row[1] for row in rows(back)] == ["Takes place after all"]


def test_old_and_new_time_and_room_stand_side_by_side(admin_client, first):
    old = Session.objects.get(slug=PANEL).title_en
    change(room=None, title_en="Another")
    assert rows(admin_client.get(DIFFERENCE)) == [
        [
            "Another",
            "New room, New title",
            f"{old} Tuesday, August 8 16:00–17:30 PDT · Grand A",
            "Another Tuesday, August 8 16:00–17:30 PDT",
        ]
    ]


def test_releases_of_different_events_are_not_compared(admin_client, first):
    other = record_release(grow("other", 3), None, None, None)
    response = admin_client.get(DIFFERENCE, {"before": first.pk, "after": other.pk})
    assert "same event" in page(response).select_one(".errorlist").text
    assert rows(response) == []


@pytest.mark.parametrize("asked", ["x", "99999", ""])
def test_release_that_is_not_there_is_refused_with_words(admin_client, first, asked):
    response = admin_client.get(DIFFERENCE, {"before": asked})
    assert page(response).select_one(".errorlist").text


def test_without_a_release_the_page_says_so(admin_client, program):
    assert "no release yet" in admin_client.get(DIFFERENCE).text


@pytest.mark.parametrize("size", [6, 500])
def test_difference_takes_the_same_queries_whatever_the_size(
    admin_client, db, size, django_assert_num_queries
):
    event = grow("grown", size)
    record_release(event, None, None, None)
    event.sessions.update(room=None)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(10):
        assert len(rows(admin_client.get(DIFFERENCE))) == size


def test_list_shows_how_many_changes_each_release_made(admin_client, second):
    listed = page(admin_client.get(reverse("admin:program_release_changelist")))
    numbers = [cell.text for cell in listed.select(".field-number_of_changes")]
    assert numbers == ["1", "0"]


def test_release_shows_what_it_changed(admin_client, second):
    response = admin_client.get(reverse("admin:program_release_change", args=[second.pk]))
    assert [row[1] for row in rows(response)] == ["Cancelled"]


def test_confirmation_says_what_will_be_done(organizer, program, second, first):
    Session.objects.create(event=program, slug="since", title_en="Made since")
    Session.objects.filter(slug="tut-fairness").delete()
    response = organizer.get(restore_url(first))
    [row] = rows(response)
    assert "16:00–17:30 PDT · Grand A" in row[1]
    assert row[1].endswith(("Cancelled", "已取消"))
    assert row[2].endswith(("Published", "已发布"))
    lists = [item.text for item in page(response).select("#content ul:not(.messagelist) li")]
    assert "Made since" in lists
    assert len(lists) == 2
    assert Session.objects.get(slug=PANEL).status == "cancelled"


def test_confirmed_schedule_is_put_back_as_a_new_release(admin_client, admin_user, first, second):
    form = filled_form(admin_client.get(restore_url(first)))
    assert form["note_en"] == "The schedule of release 1 is restored."
    response = admin_client.post(restore_url(first), form, follow=True)
    assert "as release 3" in page(response).select_one(".messagelist").text
    assert Session.objects.get(slug=PANEL).status == "published"
    made = Release.objects.get(number=3)
    assert (made.made_by, made.note_en) == (admin_user, form["note_en"])
    assert LogEntry.objects.get(action_flag=ADDITION).get_edited_object() == made


def test_who_confirms_what_has_changed_meanwhile_is_shown_it_anew(admin_client, first, second):
    form = filled_form(admin_client.get(restore_url(first)))
    change("tut-fairness", status="cancelled")
    response = admin_client.post(restore_url(first), form | {"note_en": "My words"})
    assert "changed meanwhile" in page(response).select_one(".errorlist").text
    assert len(rows(response)) == 2
    assert Release.objects.count() == 2
    again = filled_form(response)
    assert again["note_en"] == "My words"
    assert admin_client.post(restore_url(first), again).status_code == 302


def test_changes_in_no_release_are_pointed_out_before_they_are_lost(admin_client, first):
    change(room=None)
    response = admin_client.get(restore_url(first))
    assert "1 change is in no release yet" in page(response).select_one(".warning").text
    assert not page(admin_client.get(restore_url(first))).select(".errorlist")


def test_schedule_that_is_as_it_was_offers_nothing_to_restore(admin_client, first):
    response = admin_client.get(restore_url(first))
    assert "nothing to restore" in response.text
    assert not page(response).select("#content form")


@pytest.fixture
def sign_in(client):
    def with_permissions(*names):
        user = User.objects.create_user("member", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return with_permissions


@pytest.mark.parametrize(
    "permissions",
    [
        ("view_release", "view_session"),
        ("view_release", "add_release"),
        ("view_release", "change_session"),
        ("change_release", "delete_release"),
    ],
)
def test_restoring_without_permission_is_refused_and_not_offered(
    sign_in, first, second, permissions
):
    client = sign_in(*permissions)
    shown = client.get(reverse("admin:program_release_change", args=[first.pk]))
    assert restore_url(first) not in shown.text
    assert client.get(restore_url(first)).status_code == 403
    assert client.post(restore_url(first), {"note_en": "x"}).status_code == 403
    assert Session.objects.get(slug=PANEL).status == "cancelled"


def test_who_may_change_sessions_and_add_releases_may_restore(sign_in, first, second):
    client = sign_in("view_release", "add_release", "change_session")
    shown = client.get(reverse("admin:program_release_change", args=[first.pk]))
    assert restore_url(first) in shown.text
    form = filled_form(client.get(restore_url(first)))
    assert client.post(restore_url(first), form).status_code == 302
    assert Session.objects.get(slug=PANEL).status == "published"


def test_difference_is_for_those_who_may_see_releases(sign_in, first):
    assert sign_in("view_session").get(DIFFERENCE).status_code == 403


def test_deleting_a_release_hands_its_changes_to_the_next(admin_client, program, first, second):
    change(status="published", room=None)
    third = record_release(program, None, None, None)
    admin_client.post(reverse("admin:program_release_delete", args=[second.pk]), {"post": "yes"})
    third.refresh_from_db()
    assert [each.kinds for each in third.told] == [["room"]]


def test_a_restored_release_takes_its_changes_back(admin_client, program, first, second):
    change(status="published", room=None)
    record_release(program, None, None, None)
    before = [each.told for each in program.releases.all()]
    admin_client.post(reverse("admin:program_release_delete", args=[second.pk]), {"post": "yes"})
    gone = Change.objects.get(model="program.release", key=second.pk, after__isnull=True)
    url = reverse("admin:program_release_restore", args=[second.pk, gone.before_edit])
    admin_client.post(url, filled_form(admin_client.get(url)))
    assert [each.told for each in program.releases.all()] == before
