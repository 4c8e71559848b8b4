"""Who changed what and when, field by field."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Keynote, Room, Session
from speakers.history import recorded
from speakers.history.models import Change, Edit
from speakers.history.reading import edits_of, entries
from speakers.models import Organization, Speaker
from tests.admin.forms import edit, filled_form, new_row, page


def lines(thing, edit=0):
    """Return the lines of one edit of an object, the latest first."""
    found = entries(edits_of(thing))[edit]
    return [(line.part, line.label, line.old, line.new) for line in found.lines]


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
