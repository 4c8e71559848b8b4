"""What each role may do for one event, and that the server keeps it out of all others."""

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Membership, Release, Room, Session, Tag
from speakers.history import recorded
from speakers.history.reading import edits_of
from speakers.models import Speaker
from tests.admin.addresses import address
from tests.admin.forms import filled_form, page


@pytest.fixture
def elsewhere(program):
    """Return a session outside of LLM Day."""
    return Session.objects.get(slug="keynote-ed-chi")


def test_helper_edits_the_sessions_of_the_event(helper, panel):
    client = helper("Program editor")
    data = filled_form(client.get(address(panel))) | {"title_en": "Edited"}
    assert client.post(address(panel), data).status_code == 302
    assert Session.objects.get(pk=panel.pk).title_en == "Edited"


def test_helper_for_an_event_edits_those_inside_it(helper, panel):
    client = helper("Program editor", "kdd-2023")
    data = filled_form(client.get(address(panel))) | {"title_en": "Edited"}
    assert client.post(address(panel), data).status_code == 302


def test_helper_sees_no_session_of_another_event(helper, panel, elsewhere):
    client = helper("Program editor")
    listed = client.get(reverse("admin:program_session_changelist")).context["cl"].queryset
    assert set(listed.values_list("event__slug", flat=True)) == {"llm-day"}
    for view in ("change", "history", "delete"):
        assert client.get(address(elsewhere, view)).status_code == 302  # to the first page


def test_address_of_a_public_page_is_told_of_sessions_of_the_own_event_alone(
    helper, panel, elsewhere
):
    """A slug says what a draft is about."""
    client, kind = helper("Viewer"), ContentType.objects.get_for_model(Session).pk
    addresses = [reverse("admin:view_on_site", args=[kind, each.pk]) for each in (panel, elsewhere)]
    assert client.get(addresses[0]).url.endswith(panel.get_absolute_url())
    for tried in (addresses[1], f"/admin/r/{kind}/%20{elsewhere.pk}/"):
        assert client.get(tried).status_code == 404


@pytest.mark.parametrize("view", ["change", "delete"])
def test_helper_writes_no_session_of_another_event(view, helper, elsewhere):
    before = fixture.export()
    helper("Program editor").post(address(elsewhere, view), {"post": "yes", "title_en": "Hacked"})
    assert fixture.export() == before


@pytest.mark.parametrize("action", ["publish", "set_to_draft", "cancel", "delete_selected"])
def test_helper_does_nothing_to_other_sessions_by_actions(action, helper, elsewhere):
    before = fixture.export()
    sent = {"action": action, "_selected_action": [elsewhere.pk], "post": "yes"}
    helper("Program editor").post(reverse("admin:program_session_changelist"), sent)
    assert fixture.export() == before


def test_one_who_views_an_event_does_nothing_to_it_by_actions(helper, panel):
    client = helper("Program editor")
    user = User.objects.get(username="helper-program editor")
    other = Event.objects.get(slug="kdd-2023")
    Membership.objects.filter(user=user).update(event=other)
    Membership.objects.create(user=user, event=panel.event, role=Group.objects.get(name="Viewer"))
    other_event = Event.objects.create(
        slug="other",
        name_en="Other",
        start_date=other.start_date,
        end_date=other.end_date,
        time_zone="UTC",
    )
    seen = Session.objects.create(event=other_event, slug="seen", title_en="Seen")
    Membership.objects.create(user=user, event=other_event, role=Group.objects.get(name="Viewer"))
    sent = {"action": "publish", "_selected_action": [seen.pk]}
    response = client.post(reverse("admin:program_session_changelist"), sent)
    assert response.status_code == 403
    assert Session.objects.get(pk=seen.pk).status == "draft"


def test_helper_writes_no_keynote_of_another_event(helper, elsewhere):
    url = reverse("admin:program_keynote_change", args=[elsewhere.pk])
    assert helper("Program editor").post(url, {"title_en": "Hacked"}).status_code == 403
    assert Session.objects.get(pk=elsewhere.pk).title_en != "Hacked"


def test_helper_moves_no_session_to_another_event(helper, panel):
    client = helper("Program editor")
    data = filled_form(client.get(address(panel)))
    other = Event.objects.get(slug="kdd-2023")
    response = client.post(address(panel), data | {"event": other.pk})
    assert response.context["adminform"].form.errors["event"]
    assert Session.objects.get(pk=panel.pk).event.slug == "llm-day"


def test_helper_adds_sessions_to_the_event_only(helper, panel, program):
    client = helper("Program editor")
    url = reverse("admin:program_session_add")
    new = filled_form(client.get(url)) | {"title_en": "New", "slug": "new", "status": "draft"}
    assert client.post(url, new | {"event": program.pk}).status_code == 200
    assert client.post(url, new | {"event": panel.event_id}).status_code == 302
    assert Session.objects.get(slug="new").event == panel.event


def test_helper_uses_the_rooms_of_the_event_around(helper, panel):
    client = helper("Program editor")
    query = {"app_label": "program", "model_name": "session", "field_name": "room", "term": "grand"}
    found = client.get(reverse("admin:program_event_choices"), query).json()["results"]
    assert found
    room = Room.objects.get(slug="grand-b")
    data = filled_form(client.get(address(panel))) | {"room": room.pk}
    assert client.post(address(panel), data).status_code == 302
    assert client.post(address(room), {"capacity": 1}).status_code == 403


def test_helper_is_offered_no_session_of_another_event(helper, elsewhere):
    query = {"app_label": "program", "model_name": "session", "field_name": "parent", "term": ""}
    found = helper("Program editor").get(reverse("admin:program_event_choices"), query).json()
    assert str(elsewhere.pk) not in {each["id"] for each in found["results"]}


def test_form_names_no_session_of_another_event_that_is_said_to_be_chosen(helper, panel, elsewhere):
    client, add = helper("Program editor"), reverse("admin:program_session_add")
    sent = filled_form(client.get(address(panel))) | {"parent": elsewhere.pk}
    for shown in (client.get(add, {"parent": elsewhere.pk}), client.post(address(panel), sent)):
        assert shown.status_code == 200
        assert elsewhere.title_en not in shown.text
        assert elsewhere.title_zh_hans not in shown.text


def test_question_names_no_session_of_another_event_that_is_said_to_be_chosen(
    helper, panel, elsewhere
):
    client = helper("Program editor")
    sent = filled_form(client.get(address(panel))) | {"parent": elsewhere.pk}
    panel.parent = Session.objects.get(slug="llm-day-llama-2")
    panel.save()
    question = client.post(address(panel), sent)
    assert panel.parent.title_en in question.text
    assert elsewhere.title_en not in question.text


def test_helper_is_offered_only_the_own_event(helper, program):
    query = {"app_label": "program", "model_name": "session", "field_name": "event", "term": ""}
    found = helper("Program editor").get(reverse("admin:autocomplete"), query).json()
    assert [each["id"] for each in found["results"]] == [str(Event.objects.get(slug="llm-day").pk)]


@pytest.fixture
def lonely(elsewhere):
    """Return a draft outside of LLM Day, in a room, about a topic and by a person of its own."""
    room = Room.objects.create(slug="lonely", name_en="Lonely", event=elsewhere.event, position=99)
    elsewhere.tagged.create(tag=Tag.objects.create(slug="lonely", name_en="Lonely"))
    elsewhere.participations.create(speaker=Speaker.objects.create(slug="lonely", name_en="Lonely"))
    Session.objects.filter(pk=elsewhere.pk).update(status="draft", room=room)
    return elsewhere


@pytest.mark.parametrize(("status", "found"), [("draft", []), ("published", ["lonely"])])
def test_helper_finds_people_of_other_events_by_what_is_public(helper, lonely, status, found):
    Session.objects.filter(pk=lonely.pk).update(status=status)
    asked = {"participations__session__event__id__exact": lonely.event_id, "q": "lonely"}
    listed = helper("Viewer").get(reverse("admin:speakers_speaker_changelist"), asked)
    assert [each.slug for each in listed.context["cl"].queryset] == found


@pytest.mark.parametrize("lookup", ["", "__id", "__id__in", "__in", "__isnull"])
def test_people_of_other_events_are_asked_for_by_the_filter_alone(helper, lonely, lookup):
    asked = {f"participations__session__event{lookup}": lonely.event_id, "q": "lonely"}
    listed = helper("Viewer").get(reverse("admin:speakers_speaker_changelist"), asked)
    assert listed.status_code == 400


@pytest.mark.parametrize(("event", "seen"), [("llm-day", 0), ("kdd-2023", 1)])
@pytest.mark.parametrize("kind", ["speakers_speaker", "program_tag", "program_room"])
def test_lists_count_no_drafts_of_other_events(kind, event, seen, helper, lonely):
    listed = helper("Viewer", event).get(reverse(f"admin:{kind}_changelist"), {"q": "lonely"})
    assert [each.session_count for each in listed.context["cl"].queryset] == [seen]


def test_helper_adds_people_and_changes_none(helper, program):
    client = helper("Program editor")
    url = reverse("admin:speakers_speaker_add")
    new = filled_form(client.get(url)) | {"name_en": "New One", "slug": "new-one"}
    assert client.post(url, new).status_code == 302
    known = Speaker.objects.get(slug="ed-chi")
    assert client.post(address(known), {"name_en": "Hacked"}).status_code == 403


def test_organizer_of_one_event_releases_that_one_only(helper, program):
    other = Event.objects.create(
        slug="other",
        name_en="Other",
        start_date="2024-01-01",
        end_date="2024-01-01",
        time_zone="UTC",
    )
    client = helper("Organizer", "kdd-2023")
    url = reverse("admin:program_release_add")
    form = filled_form(client.get(url))
    assert client.post(url, form | {"event": other.pk}).status_code == 200
    assert not Release.objects.exists()
    assert client.post(url, form | {"event": program.pk}).status_code == 302
    assert Release.objects.get().event == program


def test_organizer_of_one_event_adds_no_event_and_puts_it_inside_no_other(helper, program):
    other = Event.objects.create(
        slug="other",
        name_en="Other",
        start_date="2024-01-01",
        end_date="2024-01-01",
        time_zone="UTC",
    )
    client = helper("Organizer")
    own = Event.objects.get(slug="llm-day")
    data = filled_form(client.get(address(own))) | {"parent": other.pk, "tagline_en": "Mine"}
    assert client.post(address(own), data).status_code == 302
    own = Event.objects.get(pk=own.pk)
    assert (own.parent, own.tagline_en) == (program, "Mine")
    assert client.post(reverse("admin:program_event_add"), {}).status_code == 403
    assert client.post(address(program), {"slug": "hacked"}).status_code in (302, 403)
    assert Event.objects.filter(slug="kdd-2023").exists()


def test_organizer_of_one_event_loads_no_fixture(helper, program):
    file = SimpleUploadedFile("program.json", fixture.export().encode())
    response = helper("Organizer").post(reverse("admin:program_event_load"), {"file": file})
    assert response.status_code == 403


def test_translator_of_one_event_translates_that_one(helper, panel, elsewhere):
    client = helper("Translator")
    data = filled_form(client.get(address(panel))) | {"title_zh_hans": "译文", "slug": "hacked"}
    assert client.post(address(panel), data).status_code == 302
    panel = Session.objects.get(pk=panel.pk)
    assert (panel.title_zh_hans, panel.slug) == ("译文", "llm-day-panel")
    client.post(address(elsewhere), {"title_zh_hans": "译文"})
    assert Session.objects.get(pk=elsewhere.pk).title_zh_hans != "译文"


def test_helper_restores_only_what_was_of_the_event(helper, panel, elsewhere):
    with recorded(None):
        panel.delete()
        elsewhere.delete()
    client = helper("Program editor")
    links = page(client.get(reverse("admin:program_session_deleted"))).select(
        "#content-main a.button"
    )
    assert len(links) == 1
    assert (
        client.post(links[0]["href"], filled_form(client.get(links[0]["href"]))).status_code == 302
    )
    assert Session.objects.filter(slug="llm-day-panel").exists()


def test_earlier_version_of_another_event_is_refused(helper, panel, program):
    """A session that came from elsewhere does not go back there by its history."""
    Session.objects.filter(pk=panel.pk).update(event=program)
    panel = Session.objects.get(pk=panel.pk)
    with recorded(None):
        panel.event = Event.objects.get(slug="llm-day")
        panel.save()
    url = reverse("admin:program_session_restore", args=[panel.pk, edits_of(panel)[0].pk - 1])
    client = helper("Program editor")
    assert client.post(url, filled_form(client.get(url))).status_code == 403
    assert Session.objects.get(pk=panel.pk).event.slug == "llm-day"


def test_someone_no_longer_active_has_no_rights(helper, panel):
    helper("Organizer")
    user = User.objects.get(username="helper-organizer")
    assert user.has_perm("program.change_session", panel)
    user = User.objects.get(pk=user.pk)
    user.is_active = False
    assert not user.has_perm("program.change_session", panel)


def test_list_of_a_helper_takes_few_queries(helper, program, django_assert_max_num_queries):
    client = helper("Program editor", "kdd-2023")
    with django_assert_max_num_queries(15):
        client.get(reverse("admin:program_session_changelist"))


def test_new_session_of_a_helper_starts_in_the_event_helped_with(helper, panel):
    form = filled_form(helper("Program editor").get(reverse("admin:program_session_add")))
    assert form["event"] == [str(panel.event_id)]
