"""Every text a person sees exists in Chinese."""

import re
import shutil
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from django.utils.formats import date_format

from sessions.models import Event, Room, Track
from sessions.templatetags import program as tags
from speakers.models import Speaker
from tests.pages import PAGES

pytestmark = pytest.mark.any_database

CATALOG = Path("locale/zh_Hans/LC_MESSAGES/django.po")


def messages(path):
    with path.open("rb") as text:
        return [message for message in read_po(text, locale="zh_Hans") if message.id]


def identity(message):
    return message.context, message.id


def test_every_message_is_translated():
    for message in messages(settings.BASE_DIR / CATALOG):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy, message.id


def test_placeholders_are_kept():
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]")
    for message in messages(settings.BASE_DIR / CATALOG):
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        target = message.string[0] if isinstance(message.string, tuple) else message.string
        assert sorted(placeholder.findall(source)) == sorted(placeholder.findall(target)), source


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_the_catalog_holds_every_message_in_the_code(tmp_path, monkeypatch):
    for folder in ("kdd_program", "sessions", "speakers", "templates", "locale"):
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path / "locale"])
    before = {identity(message) for message in messages(tmp_path / CATALOG)}
    call_command("makemessages", locale=["zh_Hans"], no_obsolete=True, verbosity=0)
    assert {identity(message) for message in messages(tmp_path / CATALOG)} == before


def test_the_catalog_holds_what_djangos_own_lacks():
    ours = {identity(message) for message in messages(settings.BASE_DIR / CATALOG)}
    for part in ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes"):
        catalog = Path(django.__file__).parent / part / "locale/zh_Hans/LC_MESSAGES/django.po"
        assert {identity(each) for each in messages(catalog) if not any(each.string)} <= ours


@pytest.mark.django_db
@pytest.mark.parametrize("page", [*PAGES, "nowhere/"])
def test_no_english_interface_text_is_left_on_a_chinese_page(shown, page):
    english = set()
    for message in messages(settings.BASE_DIR / CATALOG):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        english |= set(sources) - {message.string}
    html = BeautifulSoup(shown(f"/zh-hans/{page}").content, "lxml")
    for other in html.select("[lang=en]"):
        other.decompose()
    texts = {
        text.strip()
        for text in html.find_all(string=True)
        if not isinstance(text, Comment | Doctype)
    }
    labels = {
        element[name].strip()
        for name in ("aria-label", "title", "alt")
        for element in html.select(f"[{name}]")
    }
    assert not english & (texts | labels)


def test_place_of_a_room_or_track_among_others_is_no_job_title():
    with translation.override("zh-hans"):
        names = [str(each._meta.get_field("position").verbose_name) for each in (Room, Track)]
        assert names == ["顺序", "顺序"]
        assert Speaker._meta.get_field("position").verbose_name == "职务"


def test_headings_of_a_spreadsheet_are_not_called_as_the_titles_in_it():
    about = [
        each.string
        for each in messages(settings.BASE_DIR / CATALOG)
        if "spreadsheet" in str(each.locations) and "heading" in str(each.id)
    ]
    assert any("表头" in text for text in about)
    assert not any("标题" in text for text in about)


@pytest.mark.django_db
def test_dates_zone_and_country_are_chinese(program):
    with translation.override("zh-hans"):
        assert tags.dates(program) == "2023年8月6日至10日"
        assert tags.weekday(program.start_date) == "8月6日 星期日"
        assert tags.zone(program).name == "北美太平洋夏令时间"
        assert tags.country_name("US") == "美国"
        assert date_format(program.start_date) == "2023年8月6日"


@pytest.mark.django_db
def test_one_day_event_is_one_date():
    with translation.override("zh-hans"):
        assert tags.dates(Event.objects.get(slug="llm-day")) == "2023年8月8日"
