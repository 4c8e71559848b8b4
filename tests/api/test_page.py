"""The page to try the API, also without JavaScript, and the document it is made of."""

import json

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from sessions.api.document import document

pytestmark = pytest.mark.django_db
PAGE = "/en/api/"


@pytest.fixture
def page(client, program):
    return BeautifulSoup(client.get(PAGE).content, "lxml")


def test_api_without_a_language_leads_to_the_page(client, program):
    assert client.get("/api/").headers["Location"] == PAGE


def test_page_takes_few_queries(client, program, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(PAGE)


def test_every_operation_of_the_document_is_there(page):
    wanted = {
        each["operationId"]
        for methods in document("")["paths"].values()
        for each in methods.values()
    }
    assert {each["id"] for each in page.select("details.operation")} == wanted


def test_form_without_javascript_leads_to_the_answer(page, client):
    form = page.select_one("#read_sessions form")
    fields = {each["name"] for each in form.select("[name]")}
    assert {"event", "lang", "limit", "offset", "q", "kind"} <= fields
    asked = dict.fromkeys(fields, "") | {"event": "kdd-2023", "q": "推理", "limit": "2"}
    answer = client.get(form["action"], asked, follow=True)
    assert answer.redirect_chain[0][0] == (
        "/api/v1/events/kdd-2023/sessions/?limit=2&q=%E6%8E%A8%E7%90%86"
    )
    assert len(json.loads(answer.content)["items"]) == 2


@pytest.mark.parametrize("address", ["read_session/?event=kdd-2023", "delete_session/", "nope/"])
def test_form_that_leads_nowhere_is_not_found(client, program, address):
    assert client.get(f"{PAGE}{address}").status_code == 404


def test_form_leads_to_no_other_site(client, program):
    answer = client.get(f"{PAGE}read_event/", {"event": "//evil.example/\r\nX: y"})
    assert answer.headers["Location"] == "/api/v1/events/%2F%2Fevil.example%2F%0D%0AX%3A%20y/"


def test_document_is_openapi_3_1_with_every_field_described(anyone, program):
    whole = json.loads(anyone.get("/openapi.json").content)
    assert whole["openapi"] == "3.1.0"
    for name, schema in whole["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        for field, each in schema["properties"].items():
            assert each["description"], (name, field)
    for path in whole["paths"].values():
        for operation in path.values():
            assert all(each["description"] for each in operation["parameters"])


def test_document_is_in_chinese_too(anyone, program):
    whole = json.loads(anyone.get("/openapi.json?lang=zh-hans").content)
    assert whole["paths"]["/api/v1/events/"]["get"]["summary"] == "全部会议，最新的在前"
