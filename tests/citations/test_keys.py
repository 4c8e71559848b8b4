"""Keys of citations: each once, lasting, in plain letters."""

import re

import pytest

from sessions.models import Session
from speakers.models import Speaker
from tests.citations.readers import LANGUAGES, keys

pytestmark = pytest.mark.django_db


def test_keys_stay_when_a_paper_with_the_same_key_comes_later(client, paper, program):
    later = Session.objects.create(
        event=program.children.get(),
        slug="aaa",
        kind="paper",
        title_en="Reasoning, Again",
        status="published",
    )
    later.participations.create(speaker=Speaker.objects.get(slug="ada-lovelace"), role="author")
    expected = ["lovelace2023reasoning", f"lovelace2023reasoning-{later.code}"]
    found = client.get("/kdd-2023/papers.json?q=lovelace").json()
    assert [each["id"] for each in found] == expected
    assert keys(client.get("/kdd-2023/sessions/a-paper.json"), "json") == expected[:1]
    assert keys(client.get("/llm-day/sessions/aaa.json"), "json") == expected[1:]


def test_keys_are_the_same_in_both_languages_and_plain_ascii(client, paper):
    found = [keys(client.get(f"/kdd-2023/papers.bib?lang={each}"), "bib") for each in LANGUAGES]
    assert found[0] == found[1]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in found[0])


def test_a_paper_that_is_chinese_only_has_a_key_too(client, paper):
    Session.objects.filter(pk=paper.pk).update(title_en=None, slug="lun-jiqi")
    Speaker.objects.filter(slug="ada-lovelace").update(name_en=None, name_zh_hans="张鹏")
    assert keys(client.get("/kdd-2023/sessions/lun-jiqi.bib"), "bib") == ["zhang2023lun"]
