"""What somebody else writes in the moment between the checks of a form and its writing."""

import pytest
from django.contrib.messages.storage import default_storage
from django.db import IntegrityError, OperationalError
from django.urls import reverse

from sessions.admin.session import SessionAdmin
from sessions.models import Session
from speakers.history import admin
from tests.admin.forms import filled_form, page


class DeadlockError(Exception):
    """What PostgreSQL says to one of two who wait for each other."""

    sqlstate = "40P01"


@pytest.fixture
def failing(monkeypatch):
    """Return a function that lets saving a session fail for some times after it has written."""

    def fail(error, times=1):
        save, left = SessionAdmin.save_related, [error] * times

        def crossed(self, *args):
            save(self, *args)
            if left:
                raise left.pop()

        monkeypatch.setattr(SessionAdmin, "save_related", crossed)

    return fail


@pytest.fixture
def deadlock():
    error = OperationalError()
    error.__cause__ = DeadlockError()
    return error


def test_edit_that_ran_into_another_is_saved_all_the_same(
    admin_client, panel_url, panel, deadlock, failing
):
    failing(deadlock)
    data = filled_form(admin_client.get(panel_url)) | {"title_en": "Anew"}
    said = page(admin_client.post(panel_url, data, follow=True)).select(".messagelist .success")
    panel.refresh_from_db()
    assert (len(said), panel.title_en) == (1, "Anew")


def test_slug_that_is_taken_while_a_session_is_added_is_said_in_the_form(
    admin_client, program, failing, monkeypatch
):
    def taken(request):
        Session.objects.create(event=program, slug="racing", title_en="First")
        return default_storage(request)

    monkeypatch.setattr(admin, "default_storage", taken)  # asked for before the second time
    failing(IntegrityError())
    url = reverse("admin:program_session_add")
    data = filled_form(admin_client.get(url))
    data |= {"title_en": "Second", "slug": "racing", "event": program.pk}
    said = page(admin_client.post(url, data)).select_one(".errorlist").text
    assert said == "Another session of this event has this slug."


def test_what_fails_twice_has_failed(admin_client, panel_url, failing):
    failing(IntegrityError("again"), times=2)
    with pytest.raises(IntegrityError, match="again"):
        admin_client.post(panel_url, filled_form(admin_client.get(panel_url)))
