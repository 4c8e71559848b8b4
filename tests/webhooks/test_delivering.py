"""Every release arrives, signed, at least once; what nobody takes is given up, and said so."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from kdd_program.courier import Courier
from sessions import version
from sessions.models import Delivery, Session, Webhook
from sessions.models.webhook import LEASE
from sessions.releases import record_release
from sessions.webhooks.reaching import Problem
from sessions.webhooks.sending import PAUSES, deliver_due
from speakers.history.models import Change

pytestmark = pytest.mark.django_db


def release(event, note="The program.", note_zh_hans="日程。"):
    return record_release(event, None, note, note_zh_hans)


def test_release_is_told_and_the_signature_holds(webhook, receiver, program, clock):
    release(program)
    assert deliver_due(receiver.reach, clock) == 1
    ((_path, headers, body),) = receiver.requests
    told = Verifier(webhook.secret).verify(body, headers)
    assert told["type"] == "release.published"
    assert told["data"]["number"] == 1
    delivery = Delivery.objects.get()
    assert headers["webhook-id"] == delivery.key
    assert (delivery.state, delivery.status, delivery.attempts) == ("delivered", 204, 1)


def test_signature_does_not_hold_for_another_body_or_secret(webhook, receiver, program, clock):
    release(program)
    deliver_due(receiver.reach, clock)
    ((_path, headers, body),) = receiver.requests
    with pytest.raises(WebhookVerificationError):
        Verifier(webhook.secret).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(Webhook().secret).verify(body, headers)


def test_message_names_what_has_changed_and_where_to_read_on(webhook, receiver, program, clock):
    release(program)
    panel = Session.objects.get(slug="llm-day-panel")
    panel.start += timedelta(hours=1)
    panel.end += timedelta(hours=1)
    panel.save()
    second = release(program, "Later.", None)
    deliver_due(receiver.reach, clock)
    told = json.loads(receiver.requests[-1][2])
    assert told == {
        "type": "release.published",
        "timestamp": second.made_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event": "kdd-2023",
            "number": 2,
            "made_at": second.made_at.isoformat().replace("+00:00", "Z"),
            "note": {"en": "Later.", "zh-Hans": None},
            "number_of_changes": 1,
            "changes": [
                {
                    "event": "llm-day",
                    "session": "llm-day-panel",
                    "code": panel.code,
                    "kinds": ["time"],
                }
            ],
            "addresses": {
                "changes": {
                    "en": "https://kdd.example/en/kdd-2023/changes/#release-2",
                    "zh-Hans": "https://kdd.example/zh-hans/kdd-2023/changes/#release-2",
                },
                "feed": {
                    "en": "https://kdd.example/kdd-2023/changes.atom?lang=en",
                    "zh-Hans": "https://kdd.example/kdd-2023/changes.atom?lang=zh-hans",
                },
                "program": "https://kdd.example/kdd-2023/program.json",
                "schedule": "https://kdd.example/kdd-2023/schedule.json",
            },
        },
    }


def test_many_changes_are_counted_and_the_first_of_them_named(webhook, receiver, program, clock):
    release(program)
    Session.objects.bulk_create(
        Session(event=program, slug=f"talk-{each}", kind="talk", title_en="T", status="published")
        for each in range(150)
    )
    release(program)
    deliver_due(receiver.reach, clock)
    data = json.loads(receiver.requests[-1][2])["data"]
    assert (data["number_of_changes"], len(data["changes"])) == (150, 100)


def test_release_that_is_taken_back_is_told_to_nobody(webhook, receiver, program, clock):
    with transaction.atomic():
        release(program)
        transaction.set_rollback(True)
    assert deliver_due(receiver.reach, clock) == 0


def test_webhook_of_another_event_and_one_that_is_off_are_told_nothing(webhook, program):
    other = Webhook(event=program.children.get(slug="llm-day"), url=webhook.url)
    other.save()
    Webhook.objects.filter(pk=webhook.pk).update(is_active=False)
    release(program)
    assert not Delivery.objects.exists()


def test_what_fails_is_tried_again_under_the_same_id_after_growing_pauses(
    webhook, receiver, program, clock
):
    release(program)
    receiver.statuses, receiver.text = [500] * 3, b"out of \0order"
    for pause in PAUSES[:3]:
        assert deliver_due(receiver.reach, clock) == 1
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.status) == ("waiting", 500)
        assert delivery.answer == "out of order"
        assert delivery.due_at == clock() + pause
        clock.time += pause - timedelta(seconds=1)
        assert deliver_due(receiver.reach, clock) == 0
        clock.forward(seconds=1)
    receiver.text = b""
    assert deliver_due(receiver.reach, clock) == 1
    assert Delivery.objects.get().state == "delivered"
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.requests}) == 1
    assert list(PAUSES) == sorted(PAUSES)


def test_what_nobody_takes_is_given_up_in_the_end(webhook, receiver, program, clock):
    release(program)
    receiver.statuses = [500] * 10
    for _attempt in range(10):
        deliver_due(receiver.reach, clock)
        clock.forward(days=2)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("given-up", len(PAUSES) + 1)
    assert len(receiver.requests) == len(PAUSES) + 1


def test_server_out_of_reach_is_recorded_in_words(webhook, program, clock):
    """By the reach that the site has: the receiver is on this machine, so it is not called."""
    Webhook.objects.update(url="https://localhost/hook")
    release(program)
    assert deliver_due(now=clock) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status) == ("waiting", None)
    assert delivery.problem == Problem.INTERNAL
    assert "internal network" in delivery.get_problem_display()


def test_receiver_that_is_gone_is_switched_off(webhook, receiver, program, clock):
    release(program)
    receiver.statuses = [410]
    deliver_due(receiver.reach, clock)
    assert Delivery.objects.get().state == "given-up"
    assert not Webhook.objects.get().is_active
    assert Change.objects.get(model="program.webhook").after["is_active"] is False
    release(program)
    assert Delivery.objects.count() == 1


def test_what_is_sent_again_has_the_same_id_and_all_its_attempts(webhook, receiver, program, clock):
    release(program)
    deliver_due(receiver.reach, clock)
    Delivery.objects.get().send_again()
    assert deliver_due(receiver.reach, clock) == 1
    first, second = (headers["webhook-id"] for _path, headers, _body in receiver.requests)
    assert first == second
    assert Delivery.objects.get().attempts == 1


def test_delivery_is_with_one_worker_until_its_lease_ends(webhook, program, clock):
    release(program)
    taken = Delivery.objects.take(clock())
    assert Delivery.objects.take(clock()) is None
    clock.time += LEASE
    again = Delivery.objects.take(clock())
    assert (again.pk, again.attempts) == (taken.pk, 2)
    assert not taken.record(state="given-up"), "its lease has ended"
    assert again.record(state="delivered")


def test_sending_does_not_raise_the_version_of_the_program(webhook, receiver, program, clock):
    release(program)
    before = version.current()
    deliver_due(receiver.reach, clock)
    assert version.current() == before


def test_looking_for_what_is_due_takes_one_query(webhook, django_assert_num_queries, clock):
    with django_assert_num_queries(1):
        deliver_due(now=clock)


def test_message_reads_no_snapshot(webhook, receiver, program, clock, django_assert_num_queries):
    release(program)
    with django_assert_num_queries(5) as queries:
        deliver_due(receiver.reach, clock)
    assert not any('"snapshot"' in each["sql"] for each in queries.captured_queries)


def test_courier_goes_on_after_a_failure_and_logs_it_once(caplog):
    outcomes = [OSError("no database"), OSError("no database"), 1]

    def deliver():
        outcome = outcomes.pop(0)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    courier = Courier(deliver)
    for _look in range(3):
        courier.look()
    assert [record.message for record in caplog.records] == ["Webhooks cannot be sent for now."]
    assert not courier.failing


def test_command_sends_what_is_due(program, capsys):
    site = "https://kdd.example/"
    webhook = Webhook.objects.create(event=program, url="https://localhost/", site=site)
    Delivery.objects.create(webhook=webhook, due_at=timezone.now())
    call_command("deliver")
    assert capsys.readouterr().out == "1 webhook called.\n"
    assert Delivery.objects.get().problem == Problem.INTERNAL
