"""Signs, tents and badges in the admin: who may print them, and of what."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from sessions.admin import paper as admin_paper
from sessions.exchange.paper import KINDS
from sessions.generation import generate
from sessions.models import Event, Membership, Session
from speakers.models import Speaker
from tests.admin.forms import filled_form, page
from tests.growth import grow
from tests.pdfs import needs_cjk, needs_poppler, pages


def address(event):
    return reverse("admin:program_event_paper", args=[event.pk])


def pdf(event, kind="door-signs"):
    return reverse("admin:program_event_pdf", args=[event.pk, kind])


def messages(response):
    return [each.text for each in page(response).select(".messagelist li")]


def chosen_for(client, url, action, chosen):
    keys = [each.pk for each in chosen]
    return client.post(url, {"action": action, "_selected_action": keys}, follow=True)


SESSIONS = reverse("admin:program_session_changelist")
SPEAKERS = reverse("admin:speakers_speaker_changelist")


def test_event_page_leads_to_it(organizer, program):
    form = page(organizer.get(reverse("admin:program_event_change", args=[program.pk])))
    assert form.select_one(f'.object-tools [href="{address(program)}"]')


def test_page_offers_the_days_rooms_and_usual_paper_of_the_event(admin_client, program):
    found = page(admin_client.get(address(program)))
    days = [each["value"] for each in found.select("[name=day] option")]
    assert days == ["", *(f"2023-08-{day:02}" for day in range(6, 11))]
    assert [each.text for each in found.select("[name=room] option")][1:] == ["Grand A", "Grand B"]
    assert found.select_one("[name=size] [selected]")["value"] == "us-letter"


@needs_cjk
@pytest.mark.parametrize("kind", KINDS)
def test_a_button_of_the_page_answers_with_a_pdf(kind, organizer, program):
    opened = organizer.get(address(program))
    button = page(opened).select_one(f'#content-main form [formaction="{pdf(program, kind)}"]')
    fields = {**filled_form(opened), "day": "2023-08-08"}
    response = organizer.get(button["formaction"], fields)
    assert response.headers["Content-Type"] == "application/pdf"
    assert f"kdd-2023-{kind}-" in response.headers["Content-Disposition"]
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response.headers["Cache-Control"]


@needs_cjk
@needs_poppler
def test_day_and_room_are_those_asked_for(admin_client, program):
    room = program.rooms.get(slug="grand-b")
    response = admin_client.get(pdf(program), {"day": "2023-08-07", "room": room.pk, "size": "a4"})
    [sign, _end] = pages(response.content)
    assert "Grand B" in sign
    assert "Monday, August 7" in sign


@pytest.mark.parametrize(
    "query",
    [{"day": "soon"}, {"room": "x"}, {"size": "a9"}, {"sessions": "1,2"}, {"people": "9" * 30}],
)
def test_nonsense_in_the_address_is_told_on_the_page(query, admin_client, program):
    for url in (address(program), pdf(program)):
        response = admin_client.get(url, query)
        assert response.status_code == 200
        assert page(response).select(".errorlist")


def test_no_such_kind_or_event_is_not_found(admin_client, program):
    assert admin_client.get(pdf(program, "posters")).status_code == 404
    for view in ("paper", "pdf"):
        arguments = [0] if view == "paper" else [0, "badges"]
        url = reverse(f"admin:program_event_{view}", args=arguments)
        assert admin_client.get(url).status_code == 404


@needs_cjk
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_print_is_told(kind, organizer, program):
    Session.objects.of(program).update(status="draft")
    response = organizer.get(pdf(program, kind))
    assert response.headers["Content-Type"].startswith("text/html")
    assert len(messages(response)) == 1


def test_without_a_chinese_font_the_page_says_what_to_install(admin_client, program, monkeypatch):
    monkeypatch.setattr(admin_paper, "has_cjk", lambda: False)
    [message] = messages(admin_client.get(pdf(program)))
    assert "fonts-noto-cjk" in message


# Who may


def test_viewer_may_print(viewer, program):
    assert viewer.get(address(program)).status_code == 200


@needs_cjk
def test_helper_prints_for_the_own_event_and_is_refused_others(client, program):
    user = User.objects.create_user("helper", is_staff=True)
    llm_day = Event.objects.get(slug="llm-day")
    role = Group.objects.get(name="Viewer")
    Membership.objects.create(user=user, event=llm_day, role=role)
    client.force_login(user)
    assert client.get(address(llm_day)).status_code == 200
    response = client.get(pdf(llm_day, "badges"))
    assert response.headers["Content-Type"] == "application/pdf"
    for url in (address(program), *(pdf(program, kind) for kind in KINDS)):
        assert client.get(url).status_code == 403


def test_staff_without_permission_is_refused(client, program):
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    for url in (address(program), *(pdf(program, kind) for kind in KINDS)):
        assert client.get(url).status_code == 403


def test_visitors_are_sent_to_sign_in(client, program):
    for url in (address(program), *(pdf(program, kind) for kind in KINDS)):
        assert client.get(url).url.startswith(reverse("admin:login"))


# For chosen sessions and people


@needs_cjk
@needs_poppler
def test_action_leads_to_the_paper_of_the_chosen_sessions(admin_client, program):
    panel = Session.objects.get(slug="llm-day-panel")
    opened = chosen_for(admin_client, SESSIONS, "print_paper", [panel])
    assert opened.redirect_chain[-1][0] == f"{address(panel.event)}?sessions={panel.pk}"
    assert "Only for 1 chosen session." in page(opened).text
    fields = filled_form(opened)
    *tents, _end = pages(admin_client.get(pdf(panel.event, "name-tents"), fields).content)
    assert len(tents) == panel.participations.count()


def test_sessions_of_an_event_and_its_special_day_are_printed_together(admin_client, program):
    chosen = Session.objects.filter(slug__in=["llm-day-panel", "keynote-ed-chi"])
    opened = chosen_for(admin_client, SESSIONS, "print_paper", chosen)
    assert opened.redirect_chain[-1][0].startswith(address(program))
    assert "Only for 2 chosen sessions." in page(opened).text


def test_drafts_among_the_chosen_are_named(admin_client, program):
    chosen = Session.objects.filter(slug__in=["llm-day-panel", "llm-day-lunch"])
    Session.objects.filter(slug="llm-day-lunch").update(status="draft")
    opened = chosen_for(admin_client, SESSIONS, "print_paper", chosen)
    assert "Only for 1 chosen session. 1 more is a draft" in page(opened).text


def test_sessions_of_two_events_are_refused(admin_client, program):
    other = generate("other", sessions=20, rooms=2, days=2).sessions.first()
    chosen = [other, Session.objects.get(slug="llm-day-panel")]
    opened = chosen_for(admin_client, SESSIONS, "print_paper", chosen)
    assert opened.request["PATH_INFO"] == SESSIONS
    assert "all of one event" in messages(opened)[0]


def test_viewer_is_offered_the_action_under_keynotes_too(viewer, program):
    keynote = program.sessions.filter(kind="keynote").first()
    url = reverse("admin:program_keynote_changelist")
    client = viewer
    opened = chosen_for(client, SESSIONS, "print_paper", [keynote])
    assert opened.redirect_chain[-1][0].startswith(address(program))
    User.objects.filter(username="viewer").update(is_superuser=True)
    opened = chosen_for(client, url, "print_paper", [keynote])
    assert opened.redirect_chain[-1][0].startswith(address(program))


@needs_cjk
@needs_poppler
def test_action_on_people_leads_to_their_badges_in_the_latest_event(admin_client, program):
    people = Speaker.objects.filter(slug__in=["ed-chi", "peng-zhang"])
    opened = chosen_for(admin_client, SPEAKERS, "print_badges", people)
    assert opened.redirect_chain[-1][0].startswith(address(program))
    assert "Only for 2 chosen people." in page(opened).text
    read = pages(admin_client.get(pdf(program, "badges"), filled_form(opened)).content)
    assert "Ed H. Chi" in read[0]
    assert "Peng Zhang" in read[0]
    assert "Jaime Teevan" not in read[0]


def test_people_in_no_program_are_told(admin_client, program):
    nobody = Speaker.objects.create(slug="nobody", name_en="Nobody")
    opened = chosen_for(admin_client, SPEAKERS, "print_badges", [nobody])
    assert opened.request["PATH_INFO"] == SPEAKERS
    assert "Nobody of these" in messages(opened)[0]


def test_helper_is_led_to_the_own_event(client, program):
    user = User.objects.create_user("helper", is_staff=True)
    llm_day = Event.objects.get(slug="llm-day")
    role = Group.objects.get(name="Viewer")
    Membership.objects.create(user=user, event=llm_day, role=role)
    client.force_login(user)
    people = Speaker.objects.filter(slug="peng-zhang")
    opened = chosen_for(client, SPEAKERS, "print_badges", people)
    assert opened.redirect_chain[-1][0].startswith(address(llm_day))


@pytest.mark.parametrize("size", [6, 300])
def test_page_takes_the_same_queries_whatever_the_size(
    size, admin_client, program, django_assert_num_queries
):
    event = grow(f"grown-{size}", size)
    with django_assert_num_queries(5):
        assert admin_client.get(address(event)).status_code == 200
