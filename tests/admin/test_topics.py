"""The form of a topic says what is wrong in the words of the rest of the admin."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Tag

ADD = "/admin/program/tag/add/"


@pytest.fixture
def twice(admin_client, program):
    """Return the page that answers who adds a topic that is there, in Chinese."""
    topic = Tag.objects.first()
    same = {"name_en": topic.name_en, "name_zh_hans": topic.name_zh_hans, "slug": "again"}
    answer = admin_client.post(ADD, same, headers={"accept-language": "zh-hans"})
    return BeautifulSoup(answer.content, "lxml").select_one("#content-main")


def test_name_that_is_taken_is_said_beside_it_without_a_columns_name(twice):
    for language in ("en", "zh_hans"):
        [error] = twice.select(f"#id_name_{language}_error li")
        assert error.text == "另一项已使用此内容。"


def test_slug_of_a_topic_is_called_as_that_of_all_else(twice):
    assert "网址标识" in twice.select_one("label[for=id_slug]").text
