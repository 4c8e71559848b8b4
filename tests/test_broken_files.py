"""Files that break the rules of JSON, XML or PO are refused in words that say how to mend it."""

import json

import pytest
from django.utils import translation

from sessions.exchange import fixture, po
from sessions.exchange.frab import ScheduleError
from sessions.exchange.frab import read as read_schedule
from sessions.exchange.spreadsheet import SpreadsheetError
from sessions.exchange.spreadsheet.documents import loaded

BROKEN_JSON = {
    "[{}, x]": "a value is missing, or a text without double quotes",
    "[{a: 1}, {}]": "a name in double quotes is missing",
    '[{"a" 1}, {}]': "a colon is missing after a name",
    '[{"a": 1 "b": 2}, {}]': "a comma is missing",
    '["say "hello" to them"]': "a double quote stands in a text; write it as",
    "[] and more": "something stands after the end; remove it",
    '["two\nlines", "more"]': "a line break or tab stands in a text",
    r'["C:\data", "more"]': "a backslash stands alone",
    r'["\u12", "more"]': "a backslash stands alone",
}
BROKEN_XML = {
    "<schedule><conference>": "an element is not ended",
    "<schedule><title>R&D</title></schedule>": "write &amp; for & and &lt; for <",
    "<schedule": "a tag is not closed",
    "<schedule></conference>": "an element is ended that is not the last one begun",
    '<schedule a="1" a="2"/>': "an element has the same attribute twice",
    "<schedule/><schedule/>": "something stands after the end; remove it",
    "<schedule>&nbsp;</schedule>": "an entity is none of XML's own",
    "<!-- --><?xml version='1.0'?><schedule/>": "something stands before “<\\?xml”",
    "<schedule><![CDATA[": "a CDATA section is not closed",
    "<x:schedule/>": "the prefix of a name is declared nowhere",
}
HEADER = 'msgid ""\nmsgstr ""\n"%s\\n"\n\nmsgid "Panel"\nmsgstr "圆桌"\n'
NO_PO = {
    "another encoding": "msgid “".encode("utf-16"),
    "encoding that there is not": (HEADER % "Content-Type: text/plain; charset=utf8x").encode(),
    "date that is none": (HEADER % "POT-Creation-Date: 2023-08-06 9am+0000").encode(),
}


@pytest.mark.parametrize(("text", "said"), BROKEN_JSON.items())
def test_broken_json_is_refused_with_what_is_wrong_there(text, said):
    with pytest.raises(fixture.FixtureError, match=said):
        fixture.load(text)
    with pytest.raises(ScheduleError, match=said):
        read_schedule(text.encode())
    with pytest.raises(SpreadsheetError, match=said):
        loaded(text.encode())


@pytest.mark.parametrize(("text", "said"), BROKEN_XML.items())
def test_broken_xml_is_refused_with_what_is_wrong_there(text, said):
    with pytest.raises(ScheduleError, match=said):
        read_schedule(text.encode())


def test_it_is_said_in_the_reader_s_language():
    with translation.override("zh-hans"):
        with pytest.raises(fixture.FixtureError, match="第 1 行第 13 列不是有效的 JSON：缺少逗号"):
            fixture.load('[{"a": 1    "b": 2}, {}]')
        with pytest.raises(ScheduleError, match="第 1 行中断或已损坏：有标签没有关闭。"):
            read_schedule(b"<schedule")


@pytest.mark.parametrize("text", ["[" * 100_000, f"[{'9' * 10_000}]"], ids=["deep", "endless"])
def test_json_that_no_reader_takes_is_refused_as_a_fixture(text):
    assert fixture.is_program(text)
    with pytest.raises(fixture.FixtureError, match="larger than any program"):
        fixture.load(text)


def test_mark_that_windows_puts_before_a_text_is_no_part_of_a_fixture(db):
    text = "\ufeff" + json.dumps([])
    assert fixture.is_program(text)
    assert not fixture.load(text).changes


@pytest.mark.parametrize("file", NO_PO.values(), ids=NO_PO)
def test_file_that_is_no_po_file_is_refused(file):
    with pytest.raises(po.FileRefused, match="no PO file in UTF-8; save it as one"):
        po.read(file, [])


@pytest.mark.parametrize("text", ["hello", '# note\n\nmsgid "Panel\n', '"Panel"', 'msgid "a"\n'])
def test_line_that_breaks_a_po_file_is_named(text):
    with pytest.raises(po.FileRefused, match=r"Line \d is not as in a PO file"):
        po.read(text.encode(), [])
