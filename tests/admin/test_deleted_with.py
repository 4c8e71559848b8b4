"""What was deleted along with an object comes back with it."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Membership, Participation, Room, Session, Tag, TaggedSession
from sessions.releases import record_release
from speakers.history import recorded
from speakers.history.models import Change
from tests.admin.forms import filled_form, page


@pytest.fixture
def llm_day(program):
    return Event.objects.get(slug="llm-day")


@pytest.fixture
def topic(program):
    """Return a topic of two sessions of two events."""
    tag = Tag.objects.create(slug="short-lived", name_en="Short-lived")
    for slug in ("kdd-2023", "llm-day"):
        session = Session.objects.filter(event__slug=slug).first()
        TaggedSession.objects.create(content_object=session, tag=tag)
    return tag


def kind(thing):
    return f"admin:{thing._meta.app_label}_{thing._meta.model_name}"


def delete(thing):
    """Delete it as the admin does, and return the address at which it can be restored."""
    key = thing.pk
    with recorded(None):
        thing.delete()
    gone = Change.objects.get(model=thing._meta.label_lower, key=key, after__isnull=True)
    return reverse(f"{kind(thing)}_restore", args=[key, gone.before_edit])


def restore(client, url):
    """Look at the page that asks, and say yes."""
    return client.post(url, filled_form(client.get(url)), follow=True)


def said(response):
    return page(response).select_one(".messagelist").text.strip()


def sessions_of(tag):
    return set(TaggedSession.objects.filter(tag=tag.pk).values_list("pk", "content_object"))


def kept_of(event):
    """Return the releases of an event, with their times to the thousandth of a second."""
    return [
        each | {"made_at": each["made_at"].isoformat(timespec="milliseconds")}
        for each in event.releases.values()
    ]


def test_a_deleted_event_is_listed_and_comes_back_with_all_that_was_in_it(admin_client, llm_day):
    room = Room.objects.create(event=llm_day, slug="attic", name_en="Attic")
    llm_day.sessions.filter(room=None).update(room=room)
    before = fixture.export()
    admin_client.post(reverse("admin:program_event_delete", args=[llm_day.pk]), {"post": "yes"})
    assert not Event.objects.filter(slug="llm-day").exists()
    listed = page(admin_client.get(reverse("admin:program_event_deleted")))
    restore(admin_client, listed.select_one("#content-main a.button")["href"])
    assert fixture.export() == before


def test_sessions_inside_others_come_back_after_those(admin_client, llm_day):
    first, *inside = llm_day.sessions.order_by("-pk")
    for each in inside[:3]:
        Session.objects.filter(pk=each.pk).update(parent=first)
        first = each
    before = fixture.export()
    restore(admin_client, delete(llm_day))
    assert fixture.export() == before


def test_roles_for_an_event_come_back_with_it(admin_client, llm_day):
    helper = User.objects.create_user("helper", is_staff=True)
    role = Group.objects.get(name="Organizer")
    Membership.objects.create(user=helper, event=llm_day, role=role)
    restore(admin_client, delete(llm_day))
    assert Membership.objects.get(user=helper).event.slug == "llm-day"


def test_a_role_of_someone_who_is_gone_keeps_nothing_away(admin_client, llm_day):
    helper = User.objects.create_user("helper", is_staff=True)
    role = Group.objects.get(name="Organizer")
    Membership.objects.create(user=helper, event=llm_day, role=role)
    url = delete(llm_day)
    helper.delete()
    restore(admin_client, url)
    assert Event.objects.get(slug="llm-day").sessions.count() == 9
    assert not Membership.objects.exists()


def test_whoever_may_not_give_roles_does_not_bring_them_back(one_in, llm_day):
    helper = User.objects.create_user("helper", is_staff=True)
    role = Group.objects.get(name="Organizer")
    Membership.objects.create(user=helper, event=llm_day, role=role)
    answer = restore(one_in("Organizer"), delete(llm_day))
    assert "You may not bring back what was deleted with it: Roles for events (1)." in answer.text
    assert not Event.objects.filter(slug="llm-day").exists()


def test_a_topic_comes_back_to_its_sessions(admin_client, topic):
    before = sessions_of(topic)
    url = delete(topic)
    restore(admin_client, url)
    assert sessions_of(Tag.objects.get(slug="short-lived")) == before


def test_a_topic_stays_away_from_a_session_deleted_since(admin_client, topic):
    url = delete(topic)
    with recorded(None):
        Session.objects.filter(event__slug="llm-day").first().delete()
    restore(admin_client, url)
    tag = Tag.objects.get(slug="short-lived")
    assert [each.content_object.event.slug for each in tag.tagged_sessions.all()] == ["kdd-2023"]


def test_a_helper_brings_no_topic_back_to_sessions_of_another_event(helper, topic):
    answer = restore(helper("Program editor"), delete(topic))
    assert "You may not bring back what was deleted with it: Topics of sessions (1)." in answer.text
    assert not Tag.objects.filter(slug="short-lived").exists()


def test_the_page_and_the_message_say_how_much_comes_back(admin_client, llm_day):
    people = Participation.objects.filter(session__event=llm_day).count()
    url = delete(llm_day)
    asked = page(admin_client.get(url)).select_one("#content-main").text
    others = Change.objects.filter(after__isnull=True).exclude(document__contains=".event/").count()
    assert f"{others} other objects come back with it" in asked
    assert "Sessions: 9" in asked
    assert f"Participations: {people}" in asked
    assert f"was restored, with {others} other objects." in said(restore(admin_client, url))


def test_the_page_says_in_chinese_how_much_comes_back(admin_client, topic):
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    url = delete(topic)
    assert "其他 2 项内容会随之恢复" in page(admin_client.get(url)).select_one("#content-main").text
    assert "其他 2 项内容" in said(restore(admin_client, url))


def test_releases_come_back_as_they_were(admin_client, llm_day):
    record_release(llm_day, None, "First", None)
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    record_release(llm_day, None, None, "第二版")
    before = kept_of(llm_day)
    restore(admin_client, delete(llm_day))
    assert kept_of(Event.objects.get(slug="llm-day")) == before


def test_a_session_keeps_the_identifier_of_the_schedule_it_came_from(admin_client, llm_day):
    Session.objects.filter(slug="llm-day-panel").update(guid=uuid4())
    uid = Session.objects.get(slug="llm-day-panel").uid
    restore(admin_client, delete(llm_day))
    assert Session.objects.get(slug="llm-day-panel").uid == uid


def test_releases_of_which_too_little_is_kept_stay_away_and_the_page_says_so(admin_client, llm_day):
    """As of what was deleted before the history kept all of a release."""
    record_release(llm_day, None, "First", None)
    url = delete(llm_day)
    change = Change.objects.get(model="program.release", after__isnull=True)
    change.before = {name: change.before[name] for name in ("event", "note_en", "note_zh_hans")}
    change.save()
    asked = page(admin_client.get(url)).select_one("#content-main").text
    assert "Releases: 1" in asked
    assert "do not come back" in asked
    restore(admin_client, url)
    event = Event.objects.get(slug="llm-day")
    assert (event.sessions.count(), event.releases.count()) == (9, 0)


def test_what_lacks_what_it_needs_is_named_and_nothing_changes(admin_client, llm_day):
    room = Room.objects.create(event=llm_day.root, slug="attic", name_en="Attic")
    Session.objects.filter(slug="llm-day-panel").update(room=room)
    panel = Session.objects.get(slug="llm-day-panel")
    url = delete(llm_day)
    delete(room)
    answer = restore(admin_client, url)
    assert f"“{panel.title}” cannot come back without “Attic (deleted)”." in answer.text
    assert not Event.objects.filter(slug="llm-day").exists()


def test_a_slug_that_was_taken_is_named_and_nothing_changes(admin_client, llm_day):
    url = delete(llm_day)
    Event.objects.create(
        slug="llm-day",
        name_en="Other",
        start_date="2023-08-08",
        end_date="2023-08-08",
        time_zone="UTC",
    )
    answer = restore(admin_client, url)
    assert page(answer).select_one(".errorlist").text.count("Slug") == 1
    assert not Session.objects.filter(slug="llm-day-panel").exists()


def test_what_was_deleted_before_stays_deleted(admin_client, llm_day):
    panel = Session.objects.get(slug="llm-day-panel")
    delete(panel)
    restore(admin_client, delete(llm_day))
    assert Event.objects.get(slug="llm-day").sessions.count() == 8


def test_what_was_deleted_with_it_by_chance_stays_deleted(admin_client, program):
    one, other = (Tag.objects.create(slug=slug, name_en=slug) for slug in ("one", "other"))
    keys = one.pk, other.pk
    with recorded(None):
        one.delete()
        other.delete()
    gone = Change.objects.get(model="program.tag", key=keys[0], after__isnull=True)
    restore(admin_client, reverse("admin:program_tag_restore", args=[keys[0], gone.before_edit]))
    assert set(Tag.objects.filter(pk__in=keys).values_list("slug", flat=True)) == {"one"}


def test_what_cannot_come_back_to_be_saved_says_why_and_keeps_what_was_written(
    admin_client, llm_day
):
    keynote = llm_day.sessions.get(slug="llm-day-teach-to-reason")
    url = reverse("admin:program_session_change", args=[keynote.pk])
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    delete(keynote)
    Session.objects.create(event=llm_day, slug="llm-day-teach-to-reason", title_en="Another")
    data = filled_form(admin_client.post(url, mine)) | {"restore-and-save": "yes"}
    response = admin_client.post(url, data)
    assert "Another session of this event has this slug." in response.text
    assert filled_form(response)["title_en"] == "Mine"
    assert llm_day.sessions.get(slug="llm-day-teach-to-reason").title_en == "Another"
