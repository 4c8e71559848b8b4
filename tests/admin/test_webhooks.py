"""Webhooks in the admin: made by organizers, tested, sent again; their secrets shown once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from sessions.models import Delivery, Event, Webhook
from sessions.releases import record_release
from speakers.history.models import Change
from tests.admin.forms import filled_form, page

ADD = reverse("admin:program_webhook_add")
LIST = reverse("admin:program_webhook_changelist")
PUBLIC = "https://93.184.216.34/hook"


def url(name, *args):
    return reverse(f"admin:program_webhook_{name}", args=args)


@pytest.fixture
def webhook(program):
    return Webhook.objects.create(event=program, url=PUBLIC, site="https://kdd.example/")


def add(client, program, address=PUBLIC):
    sent = filled_form(client.get(ADD)) | {"event": program.pk, "url": address}
    return client.post(ADD, sent)


def test_organizer_makes_a_webhook_and_is_shown_its_secret_once(organizer, program):
    answer = add(organizer, program)
    webhook = Webhook.objects.get()
    assert webhook.made_by.username == "admin"
    assert webhook.site == "http://testserver/"
    assert page(answer).select_one("#content-main code").text == webhook.secret
    for name in ("change", "deliveries", "history"):
        assert webhook.secret not in organizer.get(url(name, webhook.pk)).text


def test_secret_is_in_no_history_and_no_journal(admin_client, program):
    add(admin_client, program)
    secret = Webhook.objects.get().secret
    states = [str(change.after) for change in Change.objects.all()]
    assert PUBLIC in str(states)
    assert secret not in str(states)
    assert secret not in str(list(LogEntry.objects.values_list("change_message", "object_repr")))


def test_new_secret_takes_the_place_of_the_old_one(admin_client, webhook):
    before = webhook.secret
    answer = admin_client.post(url("secret", webhook.pk))
    webhook.refresh_from_db()
    assert webhook.secret != before
    assert webhook.secret in answer.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://93.184.216.34/", "https://"),
        ("https://localhost/", "internal network"),
        ("https://127.0.0.1/", "internal network"),
        ("https://[::ffff:a9fe:a9fe]/", "internal network"),
        ("https://93.184.216.34:6379/", "8443"),
        ("https://no-such-name.invalid/", "cannot be found"),
    ],
)
def test_address_that_may_not_be_called_is_refused_in_words(admin_client, program, address, words):
    answer = add(admin_client, program, address)
    assert words in page(answer).select_one(".field-url .errorlist").text
    assert not Webhook.objects.exists()


def test_webhook_moves_to_no_other_event(admin_client, webhook):
    sent = filled_form(admin_client.get(url("change", webhook.pk)))
    other = Event.objects.get(slug="llm-day")
    admin_client.post(url("change", webhook.pk), sent | {"event": other.pk, "is_active": ""})
    webhook.refresh_from_db()
    assert webhook.event_id != other.pk


def test_test_is_a_delivery_without_a_release(organizer, webhook):
    organizer.post(url("test", webhook.pk), follow=True)
    delivery = Delivery.objects.get()
    assert (delivery.release, delivery.state, delivery.attempts) == (None, "waiting", 0)


def test_deliveries_are_listed_with_what_became_of_them(admin_client, webhook, program):
    record_release(program, None, "The program.", None)
    Delivery.objects.update(
        state="given-up", attempts=7, problem="name", answered_at=timezone.now()
    )
    row = page(admin_client.get(url("deliveries", webhook.pk))).select_one("tbody tr").text
    for words in ("Release 1", "given up", "7", "cannot be found", Delivery.objects.get().key):
        assert words in row


def test_what_was_given_up_is_sent_again(organizer, webhook, program):
    record_release(program, None, "The program.", None)
    Delivery.objects.update(state="given-up", attempts=7)
    form = page(organizer.get(url("deliveries", webhook.pk))).select_one("tbody form")
    organizer.post(form["action"])
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)


def test_nothing_is_sent_by_a_webhook_that_is_off(admin_client, webhook):
    delivery = webhook.deliveries.create(state="delivered")
    Webhook.objects.update(is_active=False)
    for address in (url("test", webhook.pk), url("resend", webhook.pk, delivery.pk)):
        assert "switched off" in admin_client.post(address, follow=True).text
    assert list(Delivery.objects.values_list("state", flat=True)) == ["delivered"]


def test_following_a_link_sends_and_changes_nothing(admin_client, webhook):
    delivery = webhook.deliveries.create(state="delivered")
    pages = [url("test", webhook.pk), url("secret", webhook.pk)]
    for address in [*pages, url("resend", webhook.pk, delivery.pk)]:
        assert admin_client.get(address).status_code == 405
    assert Webhook.objects.get().secret == webhook.secret


def test_delivery_of_another_webhook_is_not_sent_by_this_one(admin_client, webhook, program):
    other = Webhook.objects.create(event=program, url=PUBLIC, site=webhook.site)
    delivery = other.deliveries.create(state="delivered")
    assert admin_client.post(url("resend", webhook.pk, delivery.pk)).status_code == 404


def test_organizer_of_the_event_has_its_webhooks_and_no_others(helper, webhook):
    other = Event.objects.create(
        slug="other", name_en="Other", start_date="2025-01-01", end_date="2025-01-02",
        time_zone="UTC",
    )  # fmt: skip
    theirs = Webhook.objects.create(event=other, url="https://192.0.2.7/", site=webhook.site)
    client = helper("Organizer", "kdd-2023")
    assert PUBLIC in client.get(LIST).text
    assert theirs.url not in client.get(LIST).text
    assert client.post(url("test", webhook.pk)).status_code == 302
    for name in ("change", "deliveries"):
        assert client.get(url(name, theirs.pk)).status_code in (302, 404)
    for name in ("test", "secret"):
        assert client.post(url(name, theirs.pk)).status_code == 404
    assert not theirs.deliveries.exists()


@pytest.mark.parametrize("role", ["Program editor", "Translator", "Viewer"])
def test_other_roles_see_no_webhook(role, one_in, webhook, program):
    client = one_in(role)
    pages = (LIST, ADD, *(url(name, webhook.pk) for name in ("change", "deliveries", "history")))
    for address in pages:
        answer = client.get(address, follow=True)
        assert PUBLIC not in answer.text, address
        assert answer.status_code in (403, 404) or answer.redirect_chain, address
    for name in ("test", "secret"):
        assert client.post(url(name, webhook.pk)).status_code in (403, 404)
    assert not webhook.deliveries.exists()
    event_page = reverse("admin:program_event_change", args=[program.pk])
    assert LIST not in client.get(event_page).text


def test_page_of_the_event_leads_to_its_webhooks(admin_client, webhook, program):
    event_page = admin_client.get(reverse("admin:program_event_change", args=[program.pk]))
    link = page(event_page).select_one(f".object-tools a[href^='{LIST}']")
    assert PUBLIC in admin_client.get(link["href"]).text


def test_first_page_says_what_was_given_up_and_leads_there(admin_client, webhook):
    index = reverse("admin:index")
    webhook.deliveries.create(state="given-up")
    link = page(admin_client.get(index)).select_one(f"#content-main a[href*='{LIST}?']")
    assert PUBLIC in admin_client.get(link["href"]).text
    webhook.deliveries.create(state="delivered")
    assert f"{LIST}?" not in admin_client.get(index).text


def test_deleted_webhook_is_restored_with_a_new_secret(admin_client, webhook):
    admin_client.post(url("delete", webhook.pk), {"post": "yes"})
    deleted = page(admin_client.get(url("deleted")))
    link = deleted.select_one("#content-main table a, #content-main li a")["href"]
    admin_client.post(link, filled_form(admin_client.get(link)))
    restored = Webhook.objects.get()
    assert (restored.url, restored.site) == (PUBLIC, "https://kdd.example/")
    assert restored.secret != webhook.secret


def test_list_and_deliveries_take_few_queries(
    admin_client, webhook, program, django_assert_max_num_queries
):
    for _each in range(30):
        other = Webhook.objects.create(event=program, url=PUBLIC, site=webhook.site)
        other.deliveries.create()
        webhook.deliveries.create()
    for address in (LIST, url("deliveries", webhook.pk)):
        with django_assert_max_num_queries(9):
            admin_client.get(address)
