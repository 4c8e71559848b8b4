"""The list of keynotes."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session

pytestmark = pytest.mark.django_db


def test_long_title_around_a_keynote_is_cut_as_text_and_keeps_its_language(client):
    title = "Mining & Learning with Graphs & Trees & Texts & Tables & Time Series"
    Session.objects.filter(slug="ws-mlg").update(title_en=title, title_zh_hans=None)
    page = client.get("/zh-hans/kdd-2023/keynotes/").content.decode()
    around = BeautifulSoup(page, "lxml").select_one(".special[href$='/ws-mlg/'] [lang=en]")
    assert around.text.startswith(title[:50])
    assert len(around.text) <= 60
    assert f"{around}</a>" in page
