"""The links and attachments of events: which are addresses, and which are kept."""

import pytest

from sessions.models import Resource
from tests.frab.shared import event, noted, only, put_in, schedule


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("nymtech.net", "https://nymtech.net"),
        ("/system/a.pdf", "https://base.example/system/a.pdf"),
        ("http://example.org/x y", None),
        ("../../../etc/passwd", "https://base.example/etc/passwd"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("C:\\slides.pdf", None),
    ],
)
def test_address_of_an_attachment(conference, said, url):
    data = schedule(event(attachments=[{"url": said}]), base_url="https://base.example/a/")
    plan = put_in(conference, data)
    assert [each.url for each in Resource.objects.filter(session__event=conference)] == (
        [url] if url else []
    )
    assert bool(noted(plan, "no web address")) == (not url)


def test_path_without_base_is_named_and_not_kept(conference):
    plan = put_in(conference, schedule(event(attachments=[{"url": "/etc/passwd"}])))
    assert noted(plan, "no web address: /etc/passwd")
    assert not Resource.objects.filter(session__event=conference).exists()


def test_link_that_only_we_have_is_kept_and_named(conference):
    put_in(conference, schedule(event(links=["a.example"])))
    plan = put_in(conference, schedule(event(links=["b.example"])))
    urls = {each.url for each in only(conference).resources.all()}
    assert urls == {"https://a.example", "https://b.example"}
    assert noted(plan, "they were kept")[0][1] == ["Opening"]
