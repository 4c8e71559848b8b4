"""Earlier versions, and what was deleted, come back."""

import pytest
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Session, Tag
from speakers.history import recorded
from speakers.history.models import Change
from speakers.history.reading import edits_of
from speakers.models import Organization, Speaker
from tests.admin.forms import edit, filled_form, page


def restore(client, thing, edit_pk, kind="session"):
    """Look at the page that asks, and say yes."""
    app = thing._meta.app_label
    url = reverse(f"admin:{app}_{kind}_restore", args=[thing.pk, edit_pk])
    response = client.get(url)
    return client.post(
        url, filled_form(response) if page(response).select("form[method=post]") else {}
    )


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


def test_one_who_may_not_change_is_refused_to_restore(viewer, panel):
    with recorded(None):
        panel.slug = "changed"
        panel.save()
    url = reverse("admin:program_session_restore", args=[panel.pk, edits_of(panel)[0].pk - 1])
    assert viewer.get(url).status_code == viewer.post(url).status_code == 403
    assert viewer.get(reverse("admin:program_session_deleted")).status_code == 403
