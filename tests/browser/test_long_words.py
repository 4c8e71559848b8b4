"""Names, titles and addresses that have no place to break, on narrow screens in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage, ship

LENGTHEN = """
from sessions.models import Event, Session
word = "Rindfleischetikettierung" * 4
event = Event.objects.get(slug="kdd-2023")
event.name_en = event.tagline_en = event.city_en = word
event.save()
session = Session.objects.get(slug="mlg-tang")
session.title_en = session.title_zh_hans = word
session.abstract_en = f"https://example.org/{word * 3}\\n\\n    {word} = {word}\\n\\n# {word}"
session.save()
for each in (session.room, *(part.speaker for part in session.participations.all())):
    each.name_en = each.name_zh_hans = word
    each.save()
speaker = session.participations.get().speaker
speaker.biography_en = f"<https://example.org/{word}>"
speaker.save()
for part in session.participations.exclude(organization=None):
    part.organization.name_en = word
    part.organization.save()
"""


@pytest.fixture(scope="module")
def _long_words(site, data_dir):
    manage(data_dir, "shell", "--command", LENGTHEN)
    yield
    ship(data_dir)


@pytest.mark.parametrize(
    "address",
    [
        *("../", "", "keynotes/"),
        *("sessions/mlg-tang/", "sessions/", "schedule/?day=2023-08-07", "schedule/?q=rindfleisch"),
        *("speakers/", "speakers/?sort=organization", "organizations/", "agenda/?s=dnphkfy"),
        *(f"{page}now/?at=2023-08-07T08:30:00-07:00" for page in ("", "rooms/grand-b/")),
    ],
)
@pytest.mark.usefixtures("_long_words")
def test_page_never_scrolls_sideways(open_page, address):
    page = open_page(f"/en/kdd-2023/{address}", viewport={"width": 320, "height": 740})
    assert "Rindfleisch" in page.locator("main").text_content()
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_tables_of_ones_account_scroll_within_themselves(organizer):
    organizer.goto("/admin/account/tokens/")
    organizer.fill("[name=name]", "Recording")
    organizer.get_by_role("button", name="Make it").click()
    organizer.set_viewport_size({"width": 390, "height": 844})
    for address in ("/admin/account/tokens/", "/admin/account/"):
        organizer.goto(address)
        expect(organizer.locator("#content table").first).to_be_visible()
        assert organizer.evaluate("document.documentElement.scrollWidth") == 390
