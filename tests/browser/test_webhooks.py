"""An organizer makes a webhook, tests it, reads what became of that, and sends it again."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.axe import PHONE, assert_accessible_everywhere


@pytest.fixture
def shell(site, data_dir):
    """Return a function that runs code on the site's database; webhooks are gone afterwards."""

    def run(code):
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "--command", code],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": f"sqlite:///{data_dir / 'db.sqlite3'}"},
            check=True,
            capture_output=True,
        )

    yield run
    run("Webhook.objects.all().delete()")


def reload_until(page, text):
    """Open the page anew until it says so: the courier looks every two seconds."""
    for _attempt in range(60):
        if text in page.locator("#content-main").inner_text():
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"{page.url} does not say {text}")


def test_webhook_is_made_tested_and_sent_again(organizer, shell):
    organizer.goto("/admin/program/webhook/add/")
    organizer.select_option("#id_event", label="KDD 2023")
    organizer.fill("#id_url", "https://169.254.169.254/latest/meta-data/")
    organizer.locator("[name=_save]").first.click()
    expect(organizer.locator(".field-url .errorlist")).to_contain_text("internal network")
    organizer.fill("#id_url", "https://93.184.216.34/hook")
    organizer.locator("[name=_save]").first.click()
    expect(organizer.locator("#content-main code")).to_contain_text("whsec_")
    check_secret(organizer)

    # From here on it leads to this machine, which the site refuses to call.
    shell("Webhook.objects.update(url='https://localhost/hook')")
    organizer.get_by_role("link", name="Go on to send a test").click()
    organizer.get_by_role("button", name="Send a test").click()
    row = organizer.locator("#content-main tbody tr")
    reload_until(organizer, "internal network")
    expect(row).to_contain_text("waiting")
    key = row.locator("code").inner_text()
    assert_accessible_everywhere(organizer, "#content-main")
    organizer.set_viewport_size(PHONE)
    expect(row.get_by_role("button")).to_be_in_viewport(ratio=1)

    shell("Delivery.objects.update(state='given-up', attempts=7)")
    organizer.reload()
    expect(row).to_contain_text("given up")
    organizer.goto("/admin/?event=kdd-2023")
    organizer.get_by_role("link", name="Webhooks given up").click()
    expect(organizer.locator("#result_list tbody tr")).to_have_count(1)
    organizer.locator("#result_list tbody th a").click()
    organizer.get_by_role("link", name="Deliveries").click()
    organizer.get_by_role("button", name="Send again").click()
    expect(organizer.locator(".messagelist")).to_contain_text("sent within seconds")
    expect(row).to_contain_text("waiting")
    assert row.locator("code").inner_text() == key


def check_secret(page):
    """Look at the page that is shown once, and so cannot be opened again."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
