"""The language, the type and the texts of events."""

import pytest

from tests.frab.shared import counts, event, noted, only, put_in, schedule


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("de, en", "de"),
        ("en", "en"),
        ("en_US", "en"),
        ("English", "en"),
        ("Deutsch", "de"),
        ("zh-Hans", "zh-hans"),
        ("klingon", ""),
        ("", ""),
    ],
)
def test_language(conference, said, language):
    plan = put_in(conference, schedule(event(language=said)))
    assert only(conference).language == language
    assert bool(noted(plan, "The language")) == (said not in ("en", "zh-Hans", ""))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("lecture", "talk"),
        ("Workshop", "workshop"),
        ("paper-session", "paper-session"),
        ("主旨报告", "keynote"),
        ("Talk (45 mins)", "talk"),
        ("Workshop 2 hours", "workshop"),
        ("Workshop 4h", "workshop"),
        ("Vortrag 30 min (incl. Q&A)", "talk"),
        ("90-minute tutorial", "tutorial"),
        ("Talk 45 minutes + 10 minutes Q&A", "talk"),
        ("djset", "social"),
        ("séance", "talk"),
    ],
)
def test_type(conference, said, kind):
    plan = put_in(conference, schedule(event(type=said)))
    assert only(conference).kind == kind
    assert bool(noted(plan, "Of type")) == (said == "séance")


def test_type_that_is_not_known_leaves_the_kind_here_alone(conference):
    data = schedule(event(type="séance"))
    put_in(conference, data)
    conference.sessions.update(kind="tutorial")
    assert counts(put_in(conference, data)) == {"unchanged": 1}


def test_html_becomes_markdown(conference):
    html = (
        "<p>First <b>bold</b>\n and <a href='https://example.org'>link</a>.</p>"
        "<ul><li>one</li><li>two &amp; three</li></ul><script>alert(1)</script>"
    )
    put_in(conference, schedule(event(abstract=html)))
    assert only(conference).abstract_en == (
        "First **bold** and [link](https://example.org).\n\n- one\n- two & three"
    )


def test_text_without_tags_stays_as_it_is(conference):
    text = "One < two, a_b and *this*,\nthen <ada@example.org>"
    put_in(conference, schedule(event(abstract=text)))
    assert only(conference).abstract_en == text


def test_subtitle_abstract_and_description_are_the_abstract(conference):
    put_in(conference, schedule(event(subtitle="Sub", abstract="Short", description="Long")))
    assert only(conference).abstract_en == "Sub\n\nShort\n\nLong"


def test_chinese_texts_are_in_chinese(conference):
    put_in(conference, schedule(event(title="开幕式", abstract="Welcome")))
    session = only(conference)
    assert (session.title_en or "", session.title_zh_hans) == ("", "开幕式")
    assert session.abstract_en == "Welcome"
