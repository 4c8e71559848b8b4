"""Pages on paper, as Chromium prints them and pdftotext reads them."""

import shutil
import subprocess

import pytest

PDFTOTEXT = shutil.which("pdftotext") or ""
DAY = "/en/kdd-2023/schedule/?day=2023-08-07"

pytestmark = pytest.mark.skipif(not PDFTOTEXT, reason="pdftotext is not installed (poppler-utils)")


@pytest.fixture(params=["A4", "Letter"])
def printed(request, open_page):
    """Return a function that prints an address and returns its pages as texts."""

    def pages(address):
        pdf = open_page(address).pdf(format=request.param, print_background=False)
        text = subprocess.run(
            [PDFTOTEXT, "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()
        return [" ".join(page.split()) for page in text.split("\f")][:-1]

    return pages


def test_a_day_is_printed_with_all_that_is_folded_away_on_the_screen(printed):
    text = " ".join(printed(DAY))
    assert "Monday, August 7" in text
    assert "Causal Inference and Machine Learning in Practice" in text
    assert "The Value of Last-Mile Delivery in Online Retail" in text
    assert "Hierarchical Clustering As a Novel Solution" in text


def test_a_day_takes_few_sheets_of_paper(printed):
    assert len(printed(DAY)) <= 4


def test_my_agenda_is_printed_with_its_overlap_and_without_what_else_is_on(printed):
    [text] = printed("/zh-hans/kdd-2023/agenda/?s=vpft73q.dnphkfy")
    assert "我的议程" in text
    assert "图上的自监督学习与预训练" in text
    assert "重叠" in text
    assert "收藏" not in text


@pytest.mark.parametrize("address", [DAY, "/en/kdd-2023/", "/en/kdd-2023/speakers/"])
def test_navigation_is_left_out(printed, address):
    text = " ".join(printed(address))
    assert "KDD 2023" in text
    for label in ("简体中文", "All organizations", "Overview", "Search the program"):
        assert label not in text
