"""Preview links in the admin, and deciding field by field on what speakers propose."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from sessions.exchange import fixture
from sessions.models import Correction, Event, Membership, PreviewLink, Session
from speakers.history.reading import edits_of, entries
from speakers.models import Speaker
from tests.admin.forms import filled_form
from tests.growth import grow
from tests.previews import new_link, photo, send, soup

pytestmark = pytest.mark.django_db

MAKE = "/admin/program/previewlink/make/"
LIST = "/admin/program/previewlink/"


@pytest.fixture
def vy_vo(program):
    return Speaker.objects.get(slug="vy-vo")


@pytest.fixture
def panel(program):
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def link(program, vy_vo):
    """Return the address of a link of a speaker."""
    return new_link(program, vy_vo)


@pytest.fixture
def proposed(link, vy_vo, panel):
    """Return a link by which corrections to four fields have been proposed."""
    changed = {
        "speaker-name_zh_hans": "武维",
        "speaker-biography_en": "Hello <script>alert(1)</script> **world**",
        f"session-{panel.pk}-abstract_en": "A better abstract.",
        f"session-{panel.pk}-title_en": "A better title",
    }
    send(Client(), link, changed)
    return PreviewLink.objects.get()


def helper(role, event=None):
    """Return someone signed in who has a role, everywhere or for one event."""
    user = User.objects.create_user("helper", is_staff=True)
    group = Group.objects.get(name=role)
    if event:
        Membership.objects.create(user=user, role=group, event=Event.objects.get(slug=event))
    else:
        user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def review(link):
    return reverse("admin:program_previewlink_change", args=[link.pk])


def decide(client, link, page=None, **decisions):
    """Say "accept" or "decline" to the fields named, on the page as it is or was."""
    form = filled_form(page or client.get(review(link)), "#content-main form")
    keys = dict(link.corrections.waiting().values_list("column", "pk"))
    return client.post(
        review(link), form | {f"decision-{keys[name]}": said for name, said in decisions.items()}
    )


def states(link):
    return dict(link.corrections.values_list("column", "state"))


# Making links


def make(client, *speakers, event="kdd-2023", days=7, **sent):
    data = {
        "speakers": ",".join(str(each.pk) for each in speakers),
        "event": Event.objects.get(slug=event).pk,
        "until": timezone.now().date() + timedelta(days=days),
    }
    return client.post(MAKE, data | sent)


def made(response):
    """Return the links that a page shows, by speaker, without the host."""
    rows = soup(response).select("tbody tr")
    return {row.th.text: row.code.text.partition("testserver")[2] for row in rows}


def test_organizer_makes_a_link_from_the_page_of_a_speaker(organizer, vy_vo):
    page = soup(organizer.get(reverse("admin:speakers_speaker_change", args=[vy_vo.pk])))
    way = page.select_one(f".object-tools a[href^='{MAKE}']")["href"]
    form = filled_form(organizer.get(way))
    (address,) = made(organizer.post(MAKE, form)).values()
    assert Client().get(address).status_code == 200
    assert PreviewLink.objects.get().speaker == vy_vo


def test_organizer_makes_links_for_several_speakers_at_once(admin_client, program):
    speakers = Speaker.objects.filter(slug__in=["vy-vo", "ed-chi"])
    action = {
        "action": "make_preview_links",
        "_selected_action": [each.pk for each in speakers],
    }
    page = admin_client.post(reverse("admin:speakers_speaker_changelist"), action)
    links = made(admin_client.post(MAKE, filled_form(page)))
    assert len(links) == 2
    for name, address in links.items():
        assert name in Client().get(address).text


def test_link_is_shown_once_and_never_again(admin_client, vy_vo):
    (address,) = made(make(admin_client, vy_vo)).values()
    token = address.split("/")[-2]
    for page in (f"{MAKE}?speakers={vy_vo.pk}", LIST, review(PreviewLink.objects.get())):
        assert token not in admin_client.get(page).text


def test_page_with_links_is_kept_by_no_cache(admin_client, vy_vo):
    assert "no-store" in make(admin_client, vy_vo).headers["Cache-Control"]


def test_link_that_works_is_not_replaced_unless_asked_for(admin_client, vy_vo):
    (address,) = made(make(admin_client, vy_vo)).values()
    assert not made(make(admin_client, vy_vo))
    assert Client().get(address).status_code == 200
    (newer,) = made(make(admin_client, vy_vo, renew="on")).values()
    assert Client().get(address).status_code == 404
    assert Client().get(newer).status_code == 200


def test_expired_link_is_replaced(admin_client, program, vy_vo):
    new_link(program, vy_vo, days=-3)
    assert len(made(make(admin_client, vy_vo))) == 1


def test_who_takes_no_part_in_the_event_gets_no_link(admin_client, vy_vo):
    grow("elsewhere", 3)
    page = make(admin_client, vy_vo, event="elsewhere")
    assert not PreviewLink.objects.exists()
    assert "Vy Vo" in soup(page).select_one("p.help").text


@pytest.mark.parametrize("days", [-1, 400])
def test_last_day_is_not_over_and_not_more_than_a_year_ahead(admin_client, vy_vo, days):
    page = make(admin_client, vy_vo, days=days)
    assert "at most a year ahead" in soup(page).select_one(".errorlist").text
    assert not PreviewLink.objects.exists()


def test_link_is_revoked_from_the_list(admin_client, link):
    action = {"action": "revoke", "_selected_action": [PreviewLink.objects.get().pk]}
    page = admin_client.post(LIST, action, follow=True)
    assert "revoked" in soup(page).select_one("#result_list .field-validity").text
    assert Client().get(link).status_code == 404


def test_link_goes_with_its_event_and_not_by_itself(admin_client, link, program):
    [kept] = PreviewLink.objects.all()
    own = reverse("admin:program_previewlink_delete", args=[kept.pk])
    assert admin_client.get(own).status_code == 403
    Session.objects.of(program).delete()
    Event.objects.exclude(pk=program.pk).delete()
    admin_client.post(reverse("admin:program_event_delete", args=[program.pk]), {"post": "yes"})
    assert not PreviewLink.objects.exists()
    assert not Event.objects.exists()


def test_making_and_revoking_stand_in_the_journal(admin_client, vy_vo):
    make(admin_client, vy_vo)
    link = PreviewLink.objects.get()
    admin_client.post(LIST, {"action": "revoke", "_selected_action": [link.pk]})
    said = LogEntry.objects.filter(object_id=str(link.pk)).order_by("pk")
    assert [each.get_change_message() for each in said] == [
        "Added.",
        "Deleted preview link “Vy Vo · KDD 2023”.",
    ]


@pytest.mark.parametrize("role", ["Translator", "Viewer"])
def test_who_may_not_edit_sessions_has_nothing_to_do_with_links(role, link, proposed, vy_vo):
    client = helper(role)
    page = client.get(reverse("admin:speakers_speaker_change", args=[vy_vo.pk]))
    assert MAKE not in page.text
    assert make(client, vy_vo).status_code == 403
    assert client.get(f"{MAKE}?speakers={vy_vo.pk}").status_code == 403
    assert client.get(LIST).status_code == 403
    assert client.get(review(proposed)).status_code in (403, 404)
    before = fixture.export()
    answers = {f"decision-{each.pk}": "accept" for each in Correction.objects.all()}
    assert client.post(review(proposed), answers).status_code in (403, 404)
    assert fixture.export() == before
    client.post(LIST, {"action": "revoke", "_selected_action": [proposed.pk]})
    assert Client().get(link).status_code == 200


def test_who_helps_with_one_event_makes_links_for_it_alone(vy_vo):
    client = helper("Program editor", "llm-day")
    page = make(client, vy_vo, event="kdd-2023")
    assert soup(page).select_one(".errors .errorlist")
    assert not PreviewLink.objects.exists()
    assert len(made(make(client, vy_vo, event="llm-day"))) == 1


def test_who_helps_with_one_event_sees_and_revokes_no_other_links(link, proposed):
    client = helper("Program editor", "llm-day")
    assert not soup(client.get(LIST)).select("#result_list")
    assert client.get(review(proposed)).status_code == 404
    client.post(LIST, {"action": "revoke", "_selected_action": [proposed.pk]})
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize("size", [6, 300])
def test_list_takes_the_same_queries_whatever_its_length(
    size, admin_client, django_assert_num_queries
):
    event = grow(f"grown-{size}", size)
    for speaker in Speaker.objects.filter(slug__startswith=f"grown-{size}-"):
        link = PreviewLink(event=event, speaker=speaker, until=event.end_date)
        link.made_at = timezone.now()
        link.save()
        link.corrections.create(column="name_en", seen="", text="Better")
    with django_assert_num_queries(6):
        assert admin_client.get(LIST).status_code == 200


# Deciding


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


@pytest.mark.parametrize("key", ["0", "999999", "x", "1/../2"])
def test_review_of_a_link_that_is_not_there_is_not_there(admin_client, key, program):
    assert admin_client.get(f"{LIST}{key}/change/").status_code == 404


# Photos


@pytest.fixture
def with_photo(link, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    send(Client(), link, {"speaker-photo": photo()})
    return PreviewLink.objects.get()


def shown(client, link):
    page = soup(client.get(review(link)))
    return client.get(page.select("#content-main img")[-1]["src"])


def test_organizer_sees_the_photo_that_waits(admin_client, with_photo):
    response = shown(admin_client, with_photo)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"\xff\xd8")


def test_photo_that_waits_is_shown_to_nobody_else(client, with_photo):
    key = with_photo.corrections.get().pk
    assert client.get(f"{LIST}photo/{key}/").status_code == 302
    assert helper("Program editor", "llm-day").get(f"{LIST}photo/{key}/").status_code == 404


def test_accepted_photo_is_the_speakers_photo(admin_client, with_photo, vy_vo, client):
    decide(admin_client, with_photo, photo="accept")
    speaker = Speaker.objects.get(pk=vy_vo.pk)
    assert Image.open(speaker.photo).size == (40, 30)
    assert speaker.photo.name.startswith("speakers/me-at-home")
    assert speaker.photo.url in client.get("/en/speakers/vy-vo/").text
    assert with_photo.corrections.get().photo is None


def test_declined_photo_is_removed(admin_client, with_photo, vy_vo, tmp_path):
    decide(admin_client, with_photo, photo="decline")
    assert with_photo.corrections.get().photo is None
    assert not list(tmp_path.rglob("*"))
    assert Speaker.objects.get(pk=vy_vo.pk).photo == vy_vo.photo
