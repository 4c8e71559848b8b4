"""Deciding field by field on what speakers propose."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from sessions.models import PreviewLink, Session
from speakers.history.reading import edits_of, entries
from speakers.models import Speaker
from tests.admin.forms import filled_form
from tests.admin.previews import LIST, decide, helper, review
from tests.growth import grow
from tests.previews import new_link, send, soup

pytestmark = pytest.mark.django_db


def states(link):
    return dict(link.corrections.values_list("column", "state"))


def test_list_shows_what_waits_first_and_leads_to_it(organizer, program, proposed):
    new_link(program, Speaker.objects.get(slug="ed-chi"))
    rows = soup(organizer.get(LIST)).select("#result_list tbody tr")
    assert [row.select_one(".field-waiting").text for row in rows] == ["4", "0"]
    assert rows[0].a["href"] == review(proposed)
    assert len(soup(organizer.get(f"{LIST}?waiting=yes")).select("#result_list tbody tr")) == 1


def test_old_and_new_value_stand_side_by_side(admin_client, proposed, panel):
    fields = soup(admin_client.get(review(proposed))).select(".proposal")
    of_title = next(each for each in fields if "Title (English)" in each.legend.text)
    now, new = (each.text for each in of_title.select(".values .value"))
    assert (now, new) == (panel.title_en, "A better title")
    assert len(fields) == 4
    assert not any(each.select(".changed") for each in fields)


def test_script_that_is_proposed_is_shown_as_text(admin_client, proposed):
    page = admin_client.get(review(proposed))
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in soup(page).select_one("#content-main").text


def test_accepted_fields_change_declined_ones_do_not_and_others_wait(
    admin_client, proposed, panel, vy_vo
):
    decide(admin_client, proposed, title_en="accept", abstract_en="decline", name_zh_hans="accept")
    after = Session.objects.get(pk=panel.pk)
    assert after.title_en == "A better title"
    assert after.abstract_en == panel.abstract_en
    assert Speaker.objects.get(pk=vy_vo.pk).name_zh_hans == "武维"
    assert Speaker.objects.get(pk=vy_vo.pk).biography_en == vy_vo.biography_en
    assert states(proposed) == {
        "title_en": "accepted",
        "abstract_en": "declined",
        "name_zh_hans": "accepted",
        "biography_en": "waiting",
    }


def test_accepted_texts_are_found_and_on_the_public_pages(admin_client, proposed, client):
    decide(admin_client, proposed, title_en="accept", biography_en="accept")
    assert "A better title" in client.get("/en/kdd-2023/schedule/?q=better").text
    prose = soup(client.get("/en/speakers/vy-vo/")).select_one("main .prose")
    assert prose.strong.text == "world"
    assert not prose.select("script")


def test_speaker_sees_what_was_decided(admin_client, proposed, link):
    decide(admin_client, proposed, title_en="accept", abstract_en="decline")
    told = soup(Client().get(link)).select(".proposed li")
    assert {each.strong.text: each.select_one(".state").text for each in told} == {
        "Title (English)": "accepted",
        "Abstract (English)": "declined",
        "Name (Chinese)": "waiting",
        "Biography (English)": "waiting",
    }


def test_what_was_declined_may_be_proposed_again(admin_client, proposed, link):
    decide(admin_client, proposed, name_zh_hans="decline")
    send(Client(), link, {"speaker-name_zh_hans": "武薇"})
    assert proposed.corrections.waiting().get(column="name_zh_hans").text == "武薇"


def test_decisions_are_one_edit_in_the_history_by_whoever_decided(
    admin_client, admin_user, proposed, panel, vy_vo
):
    decide(admin_client, proposed, title_en="accept", name_zh_hans="accept")
    edit = edits_of(panel)[0]
    assert edit == edits_of(vy_vo)[0]
    assert (edit.made_by, edit.comment) == (admin_user, "Corrected by the speaker")
    (line,) = entries([edits_of(panel)[0]])[0].lines
    assert line.label == "Title (English)"


def test_what_was_accepted_and_declined_is_in_the_journal(admin_client, proposed, panel):
    decide(admin_client, proposed, title_en="accept", abstract_en="decline")
    said = {each.content_type.model: each for each in LogEntry.objects.all()}
    assert said["session"].get_change_message() == "Changed Title (English)."
    assert "Abstract (English)" in said["previewlink"].get_change_message()


def test_field_that_changed_since_the_speaker_saw_it_says_so(admin_client, proposed, panel):
    Session.objects.filter(pk=panel.pk).update(title_en="By an organizer")
    fields = soup(admin_client.get(review(proposed))).select(".proposal")
    of_title = next(each for each in fields if "Title (English)" in each.legend.text)
    assert of_title.select_one(".values .value").text == "By an organizer"
    assert of_title.select_one(".changed .value").text == panel.title_en
    assert sum(bool(each.select(".changed")) for each in fields) == 1


def test_edit_since_the_page_was_opened_is_not_overwritten_unseen(admin_client, proposed, panel):
    page = admin_client.get(review(proposed))
    Session.objects.filter(pk=panel.pk).update(title_en="By an organizer")
    response = decide(admin_client, proposed, page, title_en="accept", name_zh_hans="accept")
    assert response.status_code == 409
    assert Session.objects.get(pk=panel.pk).title_en == "By an organizer"
    assert set(states(proposed).values()) == {"waiting"}
    checked = soup(response).select("[type=radio][value=accept][checked]")
    assert len(checked) == 1
    decide(admin_client, proposed, response, title_en="accept")
    assert Session.objects.get(pk=panel.pk).title_en == "A better title"


def test_proposal_changed_since_the_page_was_opened_is_not_accepted_unseen(
    admin_client, proposed, link, vy_vo
):
    page = admin_client.get(review(proposed))
    send(Client(), link, {"speaker-name_zh_hans": "别的"})
    response = decide(admin_client, proposed, page, name_zh_hans="accept")
    assert response.status_code == 409
    assert Speaker.objects.get(pk=vy_vo.pk).name_zh_hans == vy_vo.name_zh_hans


def test_what_somebody_else_has_decided_meanwhile_is_not_decided_again(admin_client, proposed):
    page = admin_client.get(review(proposed))
    keys = dict(proposed.corrections.values_list("column", "pk"))
    decide(admin_client, proposed, title_en="decline")
    form = filled_form(page) | {f"decision-{keys['title_en']}": "accept"}
    assert admin_client.post(review(proposed), form).status_code == 409
    assert states(proposed)["title_en"] == "declined"


def test_what_does_not_fit_any_more_is_refused_as_a_whole(admin_client, program, vy_vo, link):
    Speaker.objects.filter(pk=vy_vo.pk).update(name_zh_hans="武维")
    send(Client(), link, {"speaker-name_en": "", "speaker-biography_en": "Better."})
    Speaker.objects.filter(pk=vy_vo.pk).update(name_zh_hans=None)
    proposed = PreviewLink.objects.get()
    response = decide(admin_client, proposed, name_en="accept", biography_en="accept")
    assert response.status_code == 422
    assert "Give it a name" in soup(response).select_one(".errornote").text
    after = Speaker.objects.get(pk=vy_vo.pk)
    assert (after.name_en, after.biography_en) == (vy_vo.name_en, vy_vo.biography_en)
    assert set(states(proposed).values()) == {"waiting"}


def test_decision_on_the_proposals_of_another_link_is_refused(admin_client, program, proposed):
    new_link(program, Speaker.objects.get(slug="ed-chi"))
    other = PreviewLink.objects.exclude(pk=proposed.pk).get()
    form = filled_form(admin_client.get(review(proposed)))
    key = proposed.corrections.get(column="name_zh_hans").pk
    response = admin_client.post(review(other), form | {f"decision-{key}": "accept"})
    assert response.status_code == 409
    assert states(proposed)["name_zh_hans"] == "waiting"


def test_who_helps_with_one_event_decides_on_its_sessions_but_not_on_people(panel, vy_vo):
    client = helper("Program editor", "llm-day")
    address = new_link(panel.event, vy_vo)
    changed = {"speaker-name_zh_hans": "武维", f"session-{panel.pk}-title_en": "A better title"}
    send(Client(), address, changed)
    link = PreviewLink.objects.get()
    page = client.get(review(link))
    assert len(soup(page).select(".proposal")) == 2
    assert len(soup(page).select("[type=radio][value=accept]")) == 1
    decide(client, link, title_en="accept")
    assert Session.objects.get(pk=panel.pk).title_en == "A better title"
    admin = Client()
    admin.force_login(User.objects.create_superuser("organizer"))
    seen = filled_form(admin.get(review(link)))
    key = link.corrections.get(column="name_zh_hans").pk
    assert client.post(review(link), seen | {f"decision-{key}": "accept"}).status_code == 403
    assert client.post(review(link), seen | {f"decision-{key}": "decline"}).status_code == 403
    assert states(link)["name_zh_hans"] == "waiting"


def test_helper_sees_no_proposal_for_a_session_that_has_gone_to_another_event(panel, vy_vo):
    client = helper("Program editor", "llm-day")
    send(Client(), new_link(panel.event, vy_vo), {f"session-{panel.pk}-title_en": "A better title"})
    elsewhere = {"event": grow("other", 3), "room": None, "title_en": "Secret", "status": "draft"}
    Session.objects.filter(pk=panel.pk).update(**elsewhere)
    link = PreviewLink.objects.get()
    assert "Secret" not in client.get(review(link)).text
    admin = Client()
    admin.force_login(User.objects.create_superuser("organizer"))
    assert "Secret" in admin.get(review(link)).text


@pytest.mark.parametrize("key", ["0", "999999", "x", "1/../2"])
def test_review_of_a_link_that_is_not_there_is_not_there(admin_client, key, program):
    assert admin_client.get(f"{LIST}{key}/change/").status_code == 404
