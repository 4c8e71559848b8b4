"""No address of the site leads to another site."""

import pytest

pytestmark = pytest.mark.django_db
TARGETS = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    r"/\evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "/\t/evil.example/",
]


@pytest.mark.parametrize("target", TARGETS)
def test_language_switch_leads_to_no_other_site(client, target):
    answer = client.post("/i18n/setlang/", {"language": "zh-hans", "next": target})
    assert "evil.example" not in answer.url
    assert answer.url.startswith("/")


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example",
        "/en//evil.example/..",
        "///evil.example/x",
    ],
)
def test_path_that_looks_like_a_host_leads_to_no_other_site(client, path):
    answer = client.get("/", PATH_INFO=path)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_links_between_the_languages_stay_here(client, language):
    page = client.get(f"/{language}//evil.example/").content.decode()
    assert 'href="//evil' not in page
    assert "https://evil" not in page


def test_language_switch_wants_a_token(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/en/"})
    assert answer.status_code == 403
    assert "style=" not in answer.text
    assert "Nothing has been changed." in answer.text
