"""A static copy piece by piece: names of files, the record of what was written, what is let out."""

import json
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from kdd_program.static_copy import CopyError, State
from kdd_program.static_copy.addresses import file_name, target
from kdd_program.static_copy.cards import write_cards
from kdd_program.static_copy.folder import Folder
from kdd_program.static_copy.making import Copy
from kdd_program.static_copy.page import Page
from sessions.models import Session
from sessions.views.people import SearchableList

ADDRESSES = [
    ("/", "index.html"),
    ("/en/kdd-2023/schedule/", "en/kdd-2023/schedule/index.html"),
    ("/en/kdd-2023/schedule/?day=2023-08-08", "en/kdd-2023/schedule/day/2023-08-08/index.html"),
    ("/kdd-2023/schedule.ics?lang=zh-hans", "kdd-2023/schedule.zh-hans.ics"),
]


@pytest.mark.parametrize(("address", "file"), ADDRESSES)
def test_address_has_a_file(address, file):
    assert file_name(address) == file


@pytest.mark.parametrize("slug", ["Capital", "con", "a:b", "推理", "x" * 150, "end.", "a b"])
def test_names_that_not_every_file_system_has_become_safe_ones(slug):
    name = file_name(f"/en/kdd-2023/topics/{slug}/").split("/")[3]
    assert name != slug
    assert name.isascii()
    assert name == name.lower()
    assert len(name) < 60
    assert file_name(f"/en/kdd-2023/topics/{slug}2/").split("/")[3] != name


def test_clock_and_what_goes_without_saying_make_no_page_of_their_own():
    assert target("/en/speakers/?at=x&sort=name").address == "/en/speakers/"
    assert target("/kdd-2023/schedule.ics?lang=en").address == "/kdd-2023/schedule.ics"
    assert target("/en/kdd-2023/agenda/?s=abc#x").tail == "?s=abc#x"


def test_page_stays_as_it_is_but_for_where_it_leads():
    text = '<p>a &amp; b\n <a class="x"\n href="/there/">é</a> <a class="y" href="/gone/">c</a></p>'
    links = {"/there/": "there/index.html"}
    page = Page(links.get, modules="", needs_script="", is_full=True)
    assert page.rewrite(text) == text.replace("/there/", "there/index.html").replace(
        '<a class="y" href="/gone/">', '<a class="y">'
    )


def test_what_is_of_no_use_without_the_site_is_left_out():
    page = Page(lambda _url: None, modules="", needs_script="", is_full=True)
    assert page.rewrite('<ul>\n<li data-live><a href="/api/">é</a></li><li>b</li></ul>') == (
        "<ul>\n<li>b</li></ul>"
    )


def test_link_of_a_head_that_is_of_no_use_without_the_site_is_left_out():
    page = Page(lambda url: url, modules="", needs_script="", is_full=True)
    assert page.rewrite('<link data-live href="/oembed"><link href="/a">') == '<link href="/a">'


def test_file_made_of_a_source_is_there_as_long_as_that_is_the_same(tmp_path):
    folder = Folder(tmp_path, "one", {"a.png"})
    folder.put("a.png", b"1", "words")
    folder.finish("one")
    again = Folder(tmp_path, "two", {"a.png"})
    assert not again.has("a.png")
    assert not again.has("a.png", "other words")
    assert again.has("a.png", "words")


def test_folder_writes_what_is_new_or_changed_and_removes_what_vanished(tmp_path):
    first = Folder(tmp_path, "one", {"a/b.html", "c.html"})
    first.put("a/b.html", b"1")
    first.put("c.html", b"1")
    first.finish("one")
    second = Folder(tmp_path, "two", {"c.html", "d.html"})
    assert not second.has("c.html")
    second.put("c.html", b"1")
    second.put("d.html", b"1")
    second.finish("two")
    assert second.counts == {State.UNCHANGED: 1, State.NEW: 1, State.REMOVED: 1}
    assert sorted(each.name for each in tmp_path.iterdir()) == [".static-copy", "c.html", "d.html"]


def test_file_that_was_edited_is_not_taken_for_the_one_written(tmp_path):
    folder = Folder(tmp_path, "one", {"a.html"})
    folder.put("a.html", b"1")
    (tmp_path / "a.html").write_bytes(b"2")
    assert not Folder(tmp_path, "one", {"a.html"}).has("a.html")


def test_record_that_ends_in_the_middle_of_a_line_is_read(tmp_path):
    folder = Folder(tmp_path, "one", {"a.html", "b.html"})
    folder.put("a.html", b"1")
    with (tmp_path / ".static-copy").open("a") as record:
        record.write('["b.ht')
    again = Folder(tmp_path, "one", {"a.html", "b.html"})
    assert again.has("a.html")
    assert not again.has("b.html")


def test_file_of_others_in_the_way_is_refused_and_others_are_left_alone(tmp_path):
    (tmp_path / ".git").mkdir()
    folder = Folder(tmp_path, "one", {"a.html"})
    folder.put("a.html", b"1")
    folder.finish("one")
    (tmp_path / "CNAME").write_text("example.org")
    Folder(tmp_path, "one", {"a.html"})
    (tmp_path / "b.html").write_text("mine")
    with pytest.raises(CopyError, match="such as b"):
        Folder(tmp_path, "one", {"a.html", "b.html"})


@pytest.mark.django_db
def test_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(CommandError, match=r"holds other files, such as letter\.txt"):
        call_command("export_site", "kdd-2023", tmp_path)


@pytest.mark.django_db
def test_drafts_and_other_events_are_not_let_out(program, tmp_path):
    Session.objects.filter(slug="mlg-tang").update(status="draft", title_en="Secret")
    copy = Copy(program, tmp_path, "", version="1", build="1")
    assert not [address for address in copy.files if "mlg-tang" in address]
    data = copy.content("/en/kdd-2023/search.json").decode()
    assert "Secret" not in data
    assert "mlg-tang" not in data
    assert json.loads(data)["zone"] == "America/Los_Angeles"
    assert "secret" not in copy.content("/kdd-2023/words.json").decode()


@pytest.mark.django_db
def test_with_a_base_addresses_are_full_and_search_engines_are_told(program, tmp_path):
    copy = Copy(program, tmp_path, "https://example.org/2023/", version="1", build="1")
    page = copy.content("/en/kdd-2023/sessions/mlg-tang/").decode()
    here = "https://example.org/2023/en/kdd-2023/sessions/mlg-tang/"
    assert f'<link rel="canonical" href="{here}">' in page
    assert f'<meta property="og:image" content="{here}card.png">' in page
    assert "webcal://example.org/2023/kdd-2023/sessions/mlg-tang.ics" in page
    assert here in copy.content("/sitemap.xml").decode()
    assert "copy.invalid" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "sessions/mlg-tang/", "schedule/", "speakers/"])
def test_with_a_base_every_address_under_it_is_that_of_a_file(program, tmp_path, path):
    base = "https://example.org/2023/"
    copy = Copy(program, tmp_path, base, version="1", build="1")
    page = BeautifulSoup(copy.content(f"/en/kdd-2023/{path}"), "html.parser")
    found = {each.get("href") or each.get("src") or "" for each in page(["a", "link", "img"])}
    here = {urlsplit(each).path.removeprefix("/2023/") for each in found if each.startswith(base)}
    assert len(here) > 10
    files = {quote(each.removesuffix("index.html")) for each in copy.files.values()}
    assert here <= files


@pytest.mark.django_db
def test_list_that_the_site_shows_in_parts_is_whole_in_a_copy(
    program, client, tmp_path, monkeypatch
):
    monkeypatch.setattr(SearchableList, "paginate_by", 20)
    copy = Copy(program, tmp_path, "https://example.org/", version="1", build="1")
    page = BeautifulSoup(copy.content("/en/kdd-2023/speakers/"), "html.parser")
    whole = BeautifulSoup(client.get("/en/kdd-2023/speakers/?page=all").content, "html.parser")
    assert len(page.select(".person")) == len(whole.select(".person")) > 40
    assert not page.select(".pages")
    assert not [link["href"] for link in page.select("[href]") if "page=" in link["href"]]


@pytest.mark.django_db
def test_cards_are_drawn_as_on_the_site_and_again_only_if_their_words_change(
    program, client, tmp_path
):
    cards = {
        f"{slug}.png": f"/en/kdd-2023/sessions/{slug}/card.png"
        for slug in ("mlg-tang", "mlg-panel")
    }
    assert written(cards, tmp_path, "1") == {State.NEW: 2}
    for file, address in cards.items():
        assert (tmp_path / file).read_bytes() == client.get(address).content
    Session.objects.filter(slug="mlg-tang").update(title_en="Renamed")
    assert written(cards, tmp_path, "2") == {State.CHANGED: 1, State.UNCHANGED: 1}


def written(cards, path, key):
    """Write cards as of a version of the program; return how many were new, changed or neither."""
    folder = Folder(path, key, set(cards))
    assert list(write_cards(cards, folder, "build")) == list(cards)
    folder.finish(key)
    return +folder.counts
