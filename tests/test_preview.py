"""A speaker's secret link: what it shows, what can be proposed, and that nothing changes by it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from sessions.exchange import fixture
from sessions.models import Correction, Event, PreviewLink, Session
from sessions.models.event import not_reserved
from sessions.version import current
from sessions.views import limits
from speakers.models import Speaker
from tests.growth import grow
from tests.previews import new_link, photo, send, soup
from tests.security.test_hostile import SCRIPT, WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(program):
    """Return somebody whose only session, the panel of LLM Day, is a draft."""
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    return Speaker.objects.get(slug="vy-vo")


@pytest.fixture
def panel(speaker):
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def address(program, speaker):
    return new_link(program, speaker)


# What it shows


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Paradigm Shifts"), ("zh-hans", "范式转变")]
)
def test_page_shows_the_speaker_and_their_drafts_in_both_languages(
    client, address, speaker, language, title
):
    page = soup(client.get(address.replace("/en/", f"/{language}/"))).select_one(".appearance")
    assert "Vy Vo" in page.h2.text
    assert title in page.select_one("article .title").text
    assert page.select_one("article .ribbon")
    assert page.select_one("article .prose").text.strip()


def test_page_shows_sessions_of_the_events_inside_and_none_of_other_events(client, program):
    speaker = Speaker.objects.get(slug="ed-chi")
    elsewhere = grow("elsewhere", 3).sessions.first()
    elsewhere.participations.create(speaker=speaker)
    page = client.get(new_link(program, speaker)).text
    assert "Paradigm Shifts" in page
    assert elsewhere.title not in page


def test_link_for_a_special_day_shows_its_sessions_only(client, panel, speaker):
    Session.objects.get(slug="keynote-ed-chi").participations.create(speaker=speaker)
    page = client.get(new_link(panel.event, speaker))
    titles = [each.text for each in soup(page).select(".appearance .title")]
    assert len(titles) == 1
    assert "Paradigm Shifts" in titles[0]


def test_biography_comes_out_without_its_script(client, address, speaker):
    bad = "Hello <script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    Speaker.objects.filter(pk=speaker.pk).update(biography_en=bad)
    shown = soup(client.get(address)).select_one(".appearance > .prose")
    assert "Hello" in shown.text
    assert not shown.select("script, img, a[href^=javascript]")


@pytest.mark.parametrize("size", [2, 60])
def test_page_takes_the_same_queries_however_many_sessions_and_corrections(
    client, size, django_assert_max_num_queries
):
    event = grow(f"grown-{size}", 3 * size)
    speaker = Speaker.objects.get(slug=f"grown-{size}-1")
    for session in event.sessions.all()[:size]:
        session.participations.get_or_create(speaker=speaker)
    address = new_link(event, speaker)
    link = PreviewLink.objects.get()
    for session in link.sessions():
        link.corrections.create(session=session, column="title_en", seen="", text="Better")
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


# Who may open it


def test_link_needs_no_signing_in_and_sets_no_cookie(client, address):
    response = send(client, address, {"speaker-name_zh_hans": "武维"})
    assert response.status_code == 302
    assert not response.cookies
    assert not client.get(address).cookies


def test_browser_that_keeps_the_address_to_itself_can_send_the_form(address):
    """With `no-referrer` browsers send `Origin: null`, as Django's CSRF check would refuse."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert send(client, address, {"speaker-name_zh_hans": "武维"}).status_code == 302


def gone(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert client.post(address, {"speaker-name_en": "Hacked"}).status_code == 404
    return "This link does not work" in response.text


def test_unknown_link_is_not_there_and_says_so(client, program):
    assert gone(client, "/en/preview/unknown/")
    assert soup(client.get("/zh-hans/preview/unknown/")).html["lang"] == "zh-Hans"


def test_link_whose_last_day_is_over_is_not_there(client, program, speaker):
    address = new_link(program, speaker, days=-2)
    assert gone(client, address)


def test_last_day_is_that_of_the_venue(client, program, speaker, monkeypatch):
    address = new_link(program, speaker)
    PreviewLink.objects.update(until="2023-08-10")
    late = datetime(2023, 8, 11, 6, 59, tzinfo=UTC)  # 23:59 of the tenth in California
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: late + timedelta(minutes=1))
    assert gone(client, address)


def test_revoked_link_is_not_there(client, address):
    PreviewLink.objects.get().revoke()
    assert gone(client, address)


def test_new_link_takes_the_place_of_the_one_before(client, program, speaker, address):
    newer = new_link(program, speaker)
    assert gone(client, address)
    assert client.get(newer).status_code == 200


def test_revoked_link_can_be_renewed(client, program, speaker, address):
    PreviewLink.objects.get().revoke()
    assert client.get(new_link(program, speaker)).status_code == 200


def test_database_holds_no_link_that_could_be_opened(client, address):
    token = address.split("/")[-2]
    link = PreviewLink.objects.values().get()
    assert len(token) >= 43
    assert token not in str(link)
    assert gone(client, f"/en/preview/{link['token_hash']}/")


@pytest.mark.parametrize("token", ["%00", "%ff", "x" * 3000, "..", "'", "None", "张"])
def test_no_malformed_link_opens_anything(client, token, program, address):
    PreviewLink.objects.get().revoke()
    assert client.get(f"/en/preview/{token}/").status_code == 404


def test_no_event_hides_the_page():
    with pytest.raises(Exception, match="address of another page"):
        not_reserved("preview")


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_keeps_finds_or_passes_on_the_page(client, address, found, method):
    response = getattr(client, method)(address if found else "/en/preview/unknown/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert soup(response).select_one("meta[name=robots]")["content"].startswith("noindex")
    assert not soup(response).select("link[rel=canonical], meta[property='og:url'], #saved")


def test_who_asks_too_often_is_told_to_wait(client, program, settings, monkeypatch):
    cache.clear()
    settings.RATE_LIMIT = 3
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_010.0)
    statuses = [client.get(f"/en/preview/guess-{n}/").status_code for n in range(4)]
    assert statuses == [404, 404, 404, 429]


def test_organizer_who_opens_the_link_sees_what_the_speaker_sees(client, address):
    as_speaker = client.get(address).text
    client.force_login(User.objects.create_superuser("organizer"))
    seen = [soup_of.split('name="seen"')[0] for soup_of in (as_speaker, client.get(address).text)]
    assert seen[0] == seen[1]


# What is proposed


def waiting():
    return {
        (each.session and each.session.slug, each.column): each
        for each in Correction.objects.waiting()
    }


def test_nothing_changes_by_what_is_proposed(client, address, panel):
    before = fixture.export()
    changed = {
        "speaker-name_zh_hans": "武维",
        "speaker-biography_en": "Better.",
        "speaker-photo": photo(),
        f"session-{panel.pk}-abstract_en": "Better.",
    }
    send(client, address, changed)
    assert fixture.export() == before
    assert set(waiting()) == {
        (None, "name_zh_hans"),
        (None, "biography_en"),
        (None, "photo"),
        ("llm-day-panel", "abstract_en"),
    }


def test_pages_need_not_be_rendered_anew_for_what_is_proposed(client, address):
    before = current()
    send(client, address, {"speaker-name_zh_hans": "武维"})
    assert waiting()
    assert current() == before


def test_what_was_left_as_it_was_is_not_proposed(client, address, speaker):
    Speaker.objects.filter(pk=speaker.pk).update(biography_en="  One\r\n\r\nTwo\r\n")
    response = send(client, address, {})
    assert not waiting()
    assert "nothing new was sent" in client.get(response.url).text


def test_who_has_sent_something_is_thanked_and_sees_that_it_waits(client, address):
    response = send(client, address, {"speaker-name_zh_hans": "武维"})
    page = soup(client.get(response.url))
    assert "Thank you" in page.select_one("#told").text
    told = page.select_one(".proposed").text
    assert "waiting" in told
    assert "Name (Chinese)" in told
    assert "武维" in told


def test_form_shows_again_what_waits(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    field = soup(client.get(address)).select_one("[name=speaker-name_zh_hans]")
    assert field["value"] == "武维"


def test_second_thought_takes_the_place_of_the_first(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    send(client, address, {"speaker-name_zh_hans": "武薇"})
    assert Correction.objects.get().text == "武薇"


def test_sending_again_unchanged_is_not_a_new_proposal(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    before = Correction.objects.get().sent_at
    send(client, address, {})
    assert Correction.objects.get().sent_at == before


def test_proposal_is_withdrawn_by_writing_what_stood_there(client, address, speaker):
    send(client, address, {"speaker-name_en": "Vy A. Vo"})
    send(client, address, {"speaker-name_en": speaker.name_en})
    assert not waiting()


def test_what_the_speaker_saw_is_kept_though_it_has_changed_meanwhile(client, address, speaker):
    page = client.get(address)
    Speaker.objects.filter(pk=speaker.pk).update(
        biography_en="By an organizer", biography_zh_hans="组织者"
    )
    send(client, address, {"speaker-biography_en": "By the speaker"}, page=page)
    (correction,) = waiting().values()
    assert correction.column == "biography_en"
    assert correction.seen == speaker.biography_en


def test_forged_note_of_what_was_seen_is_not_believed(client, address, speaker):
    send(client, address, {"speaker-name_en": "Vy A. Vo", "seen": "forged"})
    assert Correction.objects.get().seen == speaker.name_en


# What is refused


def test_session_of_another_speaker_cannot_be_changed(client, address, panel):
    other = Session.objects.get(slug="llm-day-teach-to-reason")
    sent = {f"session-{other.pk}-title_en": "Hacked", f"session-{other.pk}-abstract_en": "Hacked"}
    send(client, address, sent)
    assert not Correction.objects.exists()
    assert "Hacked" not in client.get(address).text


def test_own_session_of_another_event_cannot_be_changed(client, address, speaker):
    other = grow("elsewhere", 3).sessions.first()
    other.participations.create(speaker=speaker)
    send(client, address, {f"session-{other.pk}-title_en": "Hacked"})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["slug", "organization", "homepage", "position_en", "honors_en"])
def test_fields_of_the_person_that_are_not_offered_are_ignored(client, address, field):
    send(client, address, {f"speaker-{field}": "hacked"})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["slug", "status", "room", "start", "event", "search_text"])
def test_fields_of_the_session_that_are_not_offered_are_ignored(client, address, field, panel):
    send(client, address, {f"session-{panel.pk}-{field}": "published"})
    assert not Correction.objects.exists()


def refusals(response):
    assert response.status_code == 422
    return {
        field.select_one("input, textarea")["name"]: field.select_one(".errorlist").text
        for field in soup(response).select(".field.wrong")
    }


@pytest.mark.parametrize(
    ("field", "most"), [("name_en", 200), ("biography_zh_hans", 20_000)], ids=["name", "biography"]
)
def test_text_that_is_too_long_is_refused_at_its_field(client, address, field, most):
    sent = {f"speaker-{field}": "长" * (most + 1), "speaker-name_zh_hans": "武维"}
    found = refusals(send(client, address, sent))
    assert str(most) in found.pop(f"speaker-{field}")
    assert not found
    assert not Correction.objects.exists()


def test_what_was_written_is_shown_again_with_the_errors(client, address):
    sent = {"speaker-name_en": "x" * 201, "speaker-biography_en": "Better."}
    page = soup(send(client, address, sent))
    assert "Nothing has been sent" in page.select_one("[role=alert]").text
    assert page.select_one("[name=speaker-biography_en]").text.strip() == "Better."
    assert page.select_one("[name=speaker-name_en]")["aria-invalid"] == "true"


def test_person_needs_a_name_and_a_session_a_title(client, address, panel):
    fields = ["speaker-name", f"session-{panel.pk}-title"]
    sent = {f"{field}_{language}": " " for field in fields for language in ("en", "zh_hans")}
    assert set(refusals(send(client, address, sent))) == {f"{field}_en" for field in fields}


@pytest.mark.parametrize("word", WORDS)
def test_no_hostile_text_ends_in_an_error_or_comes_back_as_script(client, address, panel, word):
    fields = ["speaker-name_en", "speaker-biography_zh_hans", f"session-{panel.pk}-abstract_en"]
    response = send(client, address, dict.fromkeys([*fields, "seen"], word))
    assert response.status_code in (302, 422)
    assert SCRIPT not in client.get(address).text


def test_what_is_no_picture_is_refused_at_its_field(client, address):
    svg = SimpleUploadedFile("me.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert (
        "JPEG, PNG or WebP"
        in refusals(send(client, address, {"speaker-photo": svg}))["speaker-photo"]
    )


def test_photo_waits_drawn_anew_without_metadata_and_not_among_the_media(
    client, address, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    send(client, address, {"speaker-photo": photo()})
    kept = Correction.objects.get()
    assert b"secret place" not in bytes(kept.photo)
    assert kept.text == "me-at-home.jpg"
    assert not list(tmp_path.rglob("*"))
    assert Image.open(BytesIO(bytes(kept.photo))).format == "JPEG"


def test_event_deleted_takes_its_links_along(program, speaker):
    event = Event.objects.create(
        slug="short",
        name_en="Short",
        start_date="2024-01-01",
        end_date="2024-01-02",
        time_zone="UTC",
    )
    new_link(event, speaker)
    event.delete()
    assert not PreviewLink.objects.exists()
