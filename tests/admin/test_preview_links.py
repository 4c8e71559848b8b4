"""Preview links in the admin: who makes them, for whom, and how they are revoked."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.exchange import fixture
from sessions.models import Correction, Event, PreviewLink, Session
from speakers.models import Speaker
from tests.admin.forms import filled_form
from tests.admin.previews import LIST, MAKE, helper, review
from tests.growth import grow
from tests.previews import new_link, soup

pytestmark = pytest.mark.django_db


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
