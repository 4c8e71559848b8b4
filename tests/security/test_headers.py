"""What browsers are told, on every kind of response."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from kdd_program.headers import CONTENT_SECURITY_POLICY
from tests.pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KINDS = [
    *(f"/en/{page}" for page in PAGES),
    "/",
    "/admin/login/",
    "/admin/",
    "/sw.js",
    "/robots.txt",
    "/sitemap.xml",
    "/en/manifest.webmanifest",
    "/kdd-2023/schedule.ics",
    "/kdd-2023/program.json",
    "/en/nowhere/",
    "/media/nothing.png",
]


@pytest.mark.parametrize("address", KINDS)
def test_every_response_has_the_policies(shown, address):
    headers = shown(address).headers
    assert "'self'" in headers["Content-Security-Policy"] or address.startswith("/media/")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    parts = CONTENT_SECURITY_POLICY.removesuffix("; upgrade-insecure-requests").split("; ")
    directives = dict(each.split(" ", 1) for each in parts)
    assert {"default-src", "script-src", "base-uri", "form-action"} <= set(directives)
    assert set(directives.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize("address", ["/en/kdd-2023/", "/en/kdd-2023/agenda/?s=vpft73q"])
def test_policy_of_a_page_is_the_same_each_time(client, address):
    first, second = (client.get(address).headers["Content-Security-Policy"] for _ in range(2))
    assert first == second


def test_pictures_for_sharing_may_be_shown_by_other_sites(client):
    headers = client.get("/en/card.png").headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_https_is_kept_to_for_a_year(client, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    header = client.get("/en/", secure=True).headers["Strict-Transport-Security"]
    assert header.startswith("max-age=31536000")


def test_plain_http_leads_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/en/kdd-2023/")
    assert (answer.status_code, answer.url) == (301, "https://testserver/en/kdd-2023/")


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "testserver@x"])
def test_other_host_is_refused(client, host):
    answer = client.get("/en/", headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_host_of_a_proxy_header_is_not_believed(client):
    page = client.get("/en/kdd-2023/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("page.html", ("attachment", "sandbox")),
        ("slides.pdf", ("attachment", "sandbox")),
        ("picture.jpg", ("inline", "sandbox")),
    ],
)
def test_upload_runs_nothing_and_only_pictures_are_shown(client, tmp_path, name, headers):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / name).write_text("<script>alert(1)</script>")
    try:
        answer = client.get(f"/media/{name}")
    finally:
        default_storage.delete(name)
    disposition, policy = headers
    assert answer.headers["Content-Disposition"].startswith(disposition)
    assert policy in answer.headers["Content-Security-Policy"]
