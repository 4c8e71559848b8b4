"""The agenda page: what an address of session codes shows, without JavaScript."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session
from sessions.releases import record_release
from tests.growth import grow

pytestmark = pytest.mark.django_db

CHI, TANG, MLG = "vpft73q", "dnphkfy", "ftk2igr"  # llm-ai-chi, mlg-tang, ws-mlg
AGENDA = "/en/kdd-2023/agenda/"


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def shown(page):
    return [article["data-session"] for article in page.select("[id^=at-] > article")]


def test_code_of_a_session_stays_the_same():
    codes = [Session.objects.get(slug=slug).code for slug in ("llm-ai-chi", "mlg-tang", "ws-mlg")]
    assert codes == [CHI, TANG, MLG]


def test_agenda_shows_the_sessions_of_the_address_in_order_of_time(client):
    page = soup(client.get(f"{AGENDA}?s={TANG}.{MLG}.{CHI}"))
    assert [h2.text for h2 in page.select("form > section > h2")] == ["Monday, August 7"]
    assert shown(page) == [MLG, CHI, TANG]


def test_overlap_names_both_sessions_and_the_minutes(client):
    page = soup(client.get(f"{AGENDA}?s={CHI}.{TANG}"))
    [warning] = page.select(".overlaps li")
    titles = [Session.objects.get(slug=slug).title for slug in ("llm-ai-chi", "mlg-tang")]
    assert [link.text for link in warning.select("a")] == titles
    assert "25 minutes" in warning.text
    assert [time["datetime"] for time in warning.select("time")] == [
        "2023-08-07T08:15:00-07:00",
        "2023-08-07T08:40:00-07:00",
    ]
    assert warning.select_one("abbr").text == "PDT"


def test_workshop_does_not_overlap_with_its_own_keynote(client):
    assert not soup(client.get(f"{AGENDA}?s={MLG}.{TANG}")).select(".overlaps")


def test_gap_offers_what_else_is_on_and_leads_to_the_schedule(client):
    page = soup(client.get(f"{AGENDA}?s={TANG}"))
    gap = page.select(".gap")[-1]
    assert gap.select_one("time").text == "09:00"
    assert 1 <= len(gap.select("li")) <= 3
    assert gap.select_one(".more a")["href"] == "/en/kdd-2023/schedule/?day=2023-08-07"


def test_cancelled_session_stays_on_the_agenda_and_says_so(client):
    Session.objects.filter(slug="mlg-tang").update(status="cancelled")
    page = soup(client.get(f"{AGENDA}?s={CHI}.{TANG}"))
    assert page.select_one(f"#at-{TANG} .ribbon").text == "Cancelled"
    assert not page.select(".overlaps")


def test_unknown_codes_are_told_and_the_rest_is_shown(client):
    page = soup(client.get(f"{AGENDA}?s=zzzzzzz.{CHI}.%00!.<b>"))
    assert "1 session of this agenda is not in the program" in page.select_one(".note").parent.text
    assert shown(page) == [CHI]


def test_what_was_withdrawn_leads_to_the_changes(client, program):
    record_release(program, None, None, None)
    Session.objects.filter(slug="llm-ai-chi").update(status="draft")
    page = soup(client.get(f"{AGENDA}?s={CHI}"))
    assert page.select_one("p.note:-soup-contains('not in the program') a[href$='/changes/']")


def test_draft_is_not_shown_on_an_agenda(client):
    Session.objects.filter(slug="llm-ai-chi").update(status="draft")
    assert shown(soup(client.get(f"{AGENDA}?s={CHI}"))) == []


def test_session_without_time_is_listed(client):
    code = Session.objects.get(slug="tut-dp-fy-ml").code
    page = soup(client.get(f"{AGENDA}?s={code}"))
    assert page.select_one("form > section > h2").text == "Day to be announced"
    assert shown(page) == [code]


def test_session_of_a_special_day_is_starred_in_the_agenda_of_the_whole_event(client):
    star = soup(client.get("/en/llm-day/sessions/llm-day-panel/")).select_one(".detail .star")
    code = Session.objects.get(slug="llm-day-panel").code
    assert star["href"] == f"{AGENDA}?s={code}"
    assert star["aria-label"].startswith("Star: ")
    assert shown(soup(client.get(star["href"]))) == [code]
    assert client.get(f"/en/llm-day/agenda/?s={code}").headers["Location"] == star["href"]


def test_buttons_add_and_take_away_a_session(client):
    added = client.get(AGENDA, {"s": [CHI, TANG]})
    assert added.headers["Location"] == f"{AGENDA}?s={CHI}.{TANG}"
    taken = client.get(AGENDA, {"s": f"{CHI}.{TANG}", "drop": CHI})
    assert taken.headers["Location"] == f"{AGENDA}?s={TANG}"
    assert client.get(AGENDA, {"s": CHI, "drop": CHI}).headers["Location"] == AGENDA


def test_all_sessions_can_be_chosen_from_and_the_starred_ones_are_checked(client):
    page = soup(client.get(f"{AGENDA}?s={CHI}&choose="))
    boxes = page.select(".choose input[name=s]")
    assert len(boxes) == 72
    assert [box["value"] for box in boxes if box.has_attr("checked")] == [CHI]


def test_agenda_holds_a_link_a_qr_code_and_calendar_addresses(client):
    page = soup(client.get(f"/zh-hans/kdd-2023/agenda/?s={CHI}"))
    link = f"http://testserver/zh-hans/kdd-2023/agenda/?s={CHI}"
    assert page.select_one("#link")["value"] == link
    assert page.select_one("svg.qr path")
    calendar = f"/kdd-2023/agenda.ics?s={CHI}&lang=zh-hans"
    assert page.select_one("a[href^=webcal]")["href"] == f"webcal://testserver{calendar}"
    assert page.select_one("a[download]")["href"] == calendar
    assert not page.select("[style]")


def test_agenda_too_long_for_a_qr_code_is_shown_without_one(client):
    grow("large", 500)
    codes = ".".join(each.code for each in Session.objects.filter(event__slug="large"))
    page = soup(client.get(f"/en/large/agenda/?s={codes}"))
    assert len(shown(page)) == 500
    assert not page.select(".qr")


def test_queries_do_not_grow_with_the_program(client, django_assert_max_num_queries):
    for slug, size in (("small", 6), ("large", 500)):
        grow(slug, size)
        codes = ".".join(each.code for each in Session.objects.filter(event__slug=slug)[:50])
        with django_assert_max_num_queries(10):
            assert client.get(f"/en/{slug}/agenda/?s={codes}").status_code == 200
