"""Translators change texts, and nothing else."""

import pytest
from django.urls import reverse

from sessions.models import Event, Session
from speakers.history import recorded
from speakers.history.reading import edits_of
from speakers.models import Speaker
from tests.admin.addresses import address
from tests.admin.forms import filled_form, page


def test_translator_changes_texts_and_nothing_else(one_in, panel):
    client = one_in("Translator")
    before = Session.objects.filter(pk=panel.pk).values("slug", "status", "event", "start", "kind")
    old = before.get()
    sent = {
        "title_zh_hans": "译文",
        "slug": "hacked",
        "status": "cancelled",
        "event": Event.objects.get(slug="kdd-2023").pk,
        "start": "2023-08-08T08:00",
        "kind": "talk",
    }
    assert (
        client.post(address(panel), filled_form(client.get(address(panel))) | sent).status_code
        == 302
    )
    assert Session.objects.get(pk=panel.pk).title_zh_hans == "译文"
    assert before.get() == old


def test_translator_sees_only_texts_as_fields(one_in, panel):
    form = page(one_in("Translator").get(address(panel))).select_one("#content-main form")
    seen = {
        each["name"].rpartition("-")[2]
        for each in form.select("input:not([type=hidden], [type=submit]), select, textarea")
    }
    assert seen
    assert all(name.endswith(("_en", "_zh_hans")) for name in seen)


def test_translator_changes_a_position_but_neither_person_nor_role_nor_order(one_in, panel):
    client = one_in("Translator")
    person = panel.participations.order_by("order").first()
    data = filled_form(client.get(address(panel)))
    row = next(
        name[:-3]
        for name, value in data.items()
        if name.endswith("-id") and value == str(person.pk)
    )
    sent = {
        f"{row}-position_zh_hans": "教授",
        f"{row}-role": "chair",
        f"{row}-order": "9",
        f"{row}-speaker": Speaker.objects.get(slug="peng-zhang").pk,
    }
    assert client.post(address(panel), data | sent).status_code == 302
    after = panel.participations.get(pk=person.pk)
    assert after.position_zh_hans == "教授"
    assert (after.role, after.order, after.speaker) == (person.role, person.order, person.speaker)


def test_translator_adds_and_removes_no_one(one_in, panel):
    client = one_in("Translator")
    count = panel.participations.count()
    data = filled_form(client.get(address(panel))) | {"participations-0-DELETE": "on"}
    added = {
        "participations-TOTAL_FORMS": str(count + 1),
        f"participations-{count}-speaker": Speaker.objects.get(slug="peng-zhang").pk,
        f"participations-{count}-role": "speaker",
    }
    client.post(address(panel), data | added)
    assert panel.participations.count() == count


def test_translator_is_refused_actions_adding_deleting_and_restoring(one_in, panel):
    client = one_in("Translator")
    with recorded(None):
        panel.slug = "changed"
        panel.save()
    action = {"action": "cancel", "_selected_action": [panel.pk]}
    client.post(reverse("admin:program_session_changelist"), action)
    restore = reverse("admin:program_session_restore", args=[panel.pk, edits_of(panel)[0].pk - 1])
    assert Session.objects.get(pk=panel.pk).status == "published"
    assert client.post(restore, {}).status_code == 403
    assert client.post(reverse("admin:program_session_add"), {}).status_code == 403
    assert client.post(address(panel, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("slug", ["kdd-2023", "llm-day"])
def test_translator_changes_the_texts_of_an_event(slug, one_in, program):
    client = one_in("Translator")
    event = Event.objects.get(slug=slug)
    sent = {"tagline_zh_hans": "标语", "slug": "hacked", "start_date": "2020-01-01"}
    data = filled_form(client.get(address(event))) | sent
    assert client.post(address(event), data).status_code == 302
    event = Event.objects.get(pk=event.pk)
    assert (event.tagline_zh_hans, event.slug) == ("标语", slug)
