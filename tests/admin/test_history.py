"""Who changed what and when, field by field; and the way back."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Keynote, Room, Session, Tag
from speakers.history import recorded
from speakers.history.models import Change, Edit
from speakers.history.reading import edits_of, entries
from speakers.models import Organization, Speaker
from tests.admin.forms import filled_form, new_row, page


@pytest.fixture
def panel(program):
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def panel_url(panel):
    return reverse("admin:program_session_change", args=[panel.pk])


def lines(thing, edit=0):
    """Return the lines of one edit of an object, the latest first."""
    found = entries(edits_of(thing))[edit]
    return [(line.part, line.label, line.old, line.new) for line in found.lines]


def edit(client, url, **values):
    response = client.post(url, filled_form(client.get(url)) | values)
    assert response.status_code == 302, response.context["errors"]


def restore(client, thing, edit_pk, kind="session"):
    """Look at the page that asks, and say yes."""
    app = thing._meta.app_label
    url = reverse(f"admin:{app}_{kind}_restore", args=[thing.pk, edit_pk])
    response = client.get(url)
    return client.post(
        url, filled_form(response) if page(response).select("form[method=post]") else {}
    )


def test_an_edit_tells_who_field_old_and_new_value(admin_client, panel, panel_url):
    edit(admin_client, panel_url, title_zh_hans="新标题", slug="new-slug")
    first = entries(edits_of(panel))[0]
    assert first.edit.made_by.username == "admin"
    assert ("", "Slug", "llm-day-panel", "new-slug") in lines(panel)
    assert any(line[1] == "Title (Chinese)" and line[3] == "新标题" for line in lines(panel))


def test_a_mark_is_told_as_yes_and_what_was_there_before_the_field_as_nothing(
    admin_client, panel, panel_url
):
    edit(admin_client, panel_url, do_not_record="on")
    assert ("", "Not to be recorded", "", "Yes") in lines(panel)
    first = edits_of(panel).first().changes.first()
    del first.before["do_not_record"]
    first.save()
    assert ("", "Not to be recorded", "", "Yes") in lines(panel)


def test_references_are_named_and_times_are_those_of_the_event(admin_client, keynote, keynote_url):
    room = Room.objects.get(slug="grand-b")
    edit(admin_client, keynote_url, room=room.pk, start="2023-08-08T09:10")
    found = {label: (old, new) for _part, label, old, new in lines(keynote)}
    assert found["Room"][1] == str(room)
    assert found["Start"] == ("Tue, Aug. 8, 2023, 10:10 PDT", "Tue, Aug. 8, 2023, 09:10 PDT")


def test_a_new_person_is_one_line_with_role(admin_client, panel, panel_url):
    data = filled_form(admin_client.get(panel_url))
    speaker = Speaker.objects.get(slug="peng-zhang")
    admin_client.post(panel_url, new_row(data, "participations", speaker=speaker.pk))
    assert ("", "Participation", "", "Peng Zhang · Speaker") in lines(panel)


def test_a_removed_person_is_one_line(admin_client, panel, panel_url):
    gone = panel.participations.order_by("order").first()
    edit(admin_client, panel_url, **{"participations-0-DELETE": "on"})
    ((part, label, old, new),) = lines(panel)
    assert (part, label, new) == ("", "Participation", "")
    assert str(gone.speaker) in old


def test_a_changed_role_names_the_person(admin_client, panel, panel_url):
    person = panel.participations.order_by("order").first()
    edit(admin_client, panel_url, **{"participations-0-role": "chair"})
    ((part, label, _old, new),) = lines(panel)
    assert str(person.speaker) in part
    assert (label, new) == ("Role", "Chair")


def test_saving_what_is_untouched_leaves_no_edit(admin_client, panel, panel_url):
    before = Edit.objects.count()
    edit(admin_client, panel_url)
    assert Edit.objects.count() == before


def test_an_action_is_recorded(admin_client, panel):
    url = reverse("admin:program_session_changelist")
    admin_client.post(url, {"action": "cancel", "_selected_action": [panel.pk]})
    assert lines(panel) == [("", "Status", "Published", "Cancelled")]


def test_many_to_many_is_recorded(admin_client, program):
    url = reverse("admin:program_event_change", args=[program.pk])
    other = Organization.objects.exclude(pk__in=program.organizers.all()).first()
    data = filled_form(admin_client.get(url))
    edit(admin_client, url, organizers=[*data["organizers"], other.pk])
    ((_part, label, old, new),) = lines(program)
    assert label == "Organizers"
    assert str(other) in new
    assert str(other) not in old


def test_a_loaded_fixture_is_recorded_with_its_user(admin_user, panel):
    text = fixture.export().replace('"slug": "llm-day-panel"', '"slug": "x-panel"')
    fixture.load(text, admin_user)
    made = Session.objects.get(slug="x-panel")
    (first,) = edits_of(made)
    assert (first.made_by, first.reason) == (admin_user, "Loaded from a fixture")


def test_the_command_is_recorded_as_the_site_itself(panel):
    Session.objects.filter(pk=panel.pk).update(slug="other")
    call_command("loaddata", "kdd2023", verbosity=0)
    restored = Session.objects.get(slug="llm-day-panel")
    assert edits_of(restored)[0].author == "the site itself"


def test_nothing_is_recorded_of_what_fails(panel):
    before = Change.objects.count()

    @recorded(None)
    def fail():
        panel.delete()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Change.objects.count() == before
    assert Session.objects.filter(slug="llm-day-panel").exists()


def test_within_another_recording_all_is_one_edit(panel, admin_user):
    with recorded(admin_user, "Outer"):
        panel.slug = "one"
        panel.save()
        with recorded(None, "Inner"):
            panel.slug = "two"
            panel.save()
    found = edits_of(panel)[0]
    assert (found.made_by, found.comment) == (admin_user, "Outer")
    assert lines(panel) == [("", "Slug", "llm-day-panel", "two")]


def test_a_keynote_and_its_session_have_one_history(admin_client, keynote):
    url = reverse("admin:program_keynote_change", args=[keynote.pk])
    edit(admin_client, url, slug="renamed")
    assert lines(keynote)[0][1:] == ("Slug", "llm-day-documents-to-dialogues", "renamed")
    assert lines(Keynote.objects.get(pk=keynote.pk)) == lines(keynote)


def test_history_page_shows_words_in_the_readers_language(organizer, panel, panel_url):
    edit(organizer, panel_url, status="draft")
    found = page(organizer.get(reverse("admin:program_session_history", args=[panel.pk])))
    cells = [each.text.strip() for each in found.select_one(".history article").select("td")]
    assert cells in (["Published", "Draft"], ["已发布", "草稿"])


def test_an_earlier_version_comes_back_with_its_people(admin_client, panel, panel_url):
    with recorded(None):  # the state that everything returns to
        panel.slug = "start"
        panel.save()
    then = edits_of(panel)[0]
    people = list(panel.participations.order_by("pk").values_list("pk", "speaker", "role"))
    edit(admin_client, panel_url, title_en="Other", **{"participations-0-DELETE": "on"})
    edit(admin_client, panel_url, slug="third", **{"participations-0-role": "chair"})
    assert restore(admin_client, panel, then.pk).status_code == 302
    panel.refresh_from_db()
    assert (panel.slug, panel.title_en != "Other") == ("start", True)
    assert list(panel.participations.order_by("pk").values_list("pk", "speaker", "role")) == people
    assert edits_of(panel)[0].made_by.username == "admin"


def test_restoring_undoes_nothing_that_was_not_shown(admin_client, panel, panel_url):
    edit(admin_client, panel_url, slug="first")
    then = edits_of(panel)[0]
    edit(admin_client, panel_url, slug="second")
    url = reverse("admin:program_session_restore", args=[panel.pk, then.pk])
    data = filled_form(admin_client.get(url))
    edit(admin_client, panel_url, language="zh-hans")
    assert admin_client.post(url, data).status_code == 200
    panel.refresh_from_db()
    assert (panel.slug, panel.language) == ("second", "zh-hans")


def test_a_deleted_keynote_is_listed_and_comes_back_whole(admin_client, keynote):
    before = fixture.export()
    url = reverse("admin:program_keynote_delete", args=[keynote.pk])
    admin_client.post(url, {"post": "yes"})
    assert not Session.objects.filter(pk=keynote.pk).exists()
    listed = page(admin_client.get(reverse("admin:program_keynote_deleted")))
    link = listed.select_one("#content-main a.button")["href"]
    answer = admin_client.post(link, filled_form(admin_client.get(link)))
    assert answer.status_code == 302
    assert fixture.export() == before


def test_the_list_of_deleted_panels_holds_no_keynotes(admin_client, keynote):
    with recorded(None):
        keynote.delete()
    found = page(admin_client.get(reverse("admin:program_panel_deleted")))
    assert not found.select("#content-main a.button")


@pytest.mark.parametrize("model", [Speaker, Organization, Tag])
def test_others_come_back_too(model, admin_client, program):
    thing = model.objects.create(slug="short-lived", name_en="Short-lived")
    with recorded(None):
        thing.delete()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    link = page(admin_client.get(reverse(f"{name}_deleted"))).select_one("a.button")["href"]
    admin_client.post(link, filled_form(admin_client.get(link)))
    assert model.objects.get(slug="short-lived").name_en == "Short-lived"


def test_what_cannot_come_back_says_why_and_changes_nothing(admin_client, keynote):
    key = keynote.pk
    with recorded(None):
        keynote.delete()
    Session.objects.create(
        event=keynote.event, slug=keynote.slug, title_en="In its place", status="draft"
    )
    keynote.pk = key
    gone = Change.objects.get(model="program.session", key=key, after__isnull=True)
    answer = restore(admin_client, keynote, gone.before_edit)
    assert "Another session of this event has this slug" in answer.text
    assert not Session.objects.filter(pk=key).exists()


def test_what_changed_unrecorded_is_not_laid_to_the_next_editor(admin_client, panel, panel_url):
    Session.objects.filter(pk=panel.pk).update(language="fr")
    edit(admin_client, panel_url, slug="changed")
    assert [line[1] for line in lines(panel)] == ["Slug"]


def test_someone_deleted_is_still_named_in_the_history(admin_client, panel):
    room = Room.objects.create(event=panel.event.root, slug="attic", name_en="Attic")
    with recorded(None):
        panel.room = room
        panel.save()
    with recorded(None):
        panel.room = None
        panel.save()
    with recorded(None):
        room.delete()
    assert lines(panel)[0][2] == "Attic (deleted)"


def test_in_long_texts_the_difference_is_marked(admin_client, keynote, keynote_url):
    edit(admin_client, keynote_url, abstract_en=f"{keynote.abstract_en} <b>Added</b>")
    (line,) = lines(keynote)
    assert line[3].endswith("<ins> &lt;b&gt;Added&lt;/b&gt;</ins>")


def test_one_who_may_not_change_is_refused_to_restore(viewer, panel):
    with recorded(None):
        panel.slug = "changed"
        panel.save()
    url = reverse("admin:program_session_restore", args=[panel.pk, edits_of(panel)[0].pk - 1])
    assert viewer.get(url).status_code == viewer.post(url).status_code == 403
    assert viewer.get(reverse("admin:program_session_deleted")).status_code == 403


def test_history_page_takes_few_queries_for_many_edits(
    admin_client, panel, django_assert_max_num_queries
):
    user = User.objects.get(username="admin")
    for number in range(30):
        with recorded(user):
            panel.slug = f"slug-{number}"
            panel.save()
    with django_assert_max_num_queries(25):
        admin_client.get(reverse("admin:program_session_history", args=[panel.pk]))


def test_an_event_in_the_history_of_moves_keeps_its_children(admin_client, program):
    """Children follow their parent to another event, and the history says so for each."""
    child = Session.objects.exclude(parent=None).first()
    other = Event.objects.exclude(pk=child.event_id).first()
    url = reverse("admin:program_session_change", args=[child.parent.pk])
    data = filled_form(admin_client.get(url)) | {"event": other.pk, "room": "", "track": ""}
    assert admin_client.post(url, data).status_code == 302
    assert [line[1] for line in lines(child)] == ["Event"]  # in the same edit
    assert edits_of(child)[0] == edits_of(child.parent)[0]
