"""What organizers are told if what they send cannot be written."""

from errno import ENOENT, ENOSPC, EROFS

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from kdd_program.views import writing_failed
from tests.writes import run


@pytest.fixture
def _read_only(db):
    """Let the database refuse to write, as on a disk that has become read-only."""
    if connection.vendor == "postgresql":
        run("SET TRANSACTION READ ONLY")
        yield
    else:
        run("PRAGMA query_only = ON")
        yield
        run("PRAGMA query_only = OFF")


def test_organizers_are_told_that_nothing_was_saved(organizer, keynote, request):
    organizer.raise_request_exception = False
    request.getfixturevalue("_read_only")
    answer = organizer.post(
        reverse("admin:program_session_changelist"),
        {"action": "cancel", "_selected_action": [keynote.pk]},
    )
    assert answer.status_code == 507
    assert answer.templates[0].name == "507.html"


@pytest.mark.parametrize("number", [ENOSPC, EROFS])
def test_upload_that_finds_the_disk_full_is_told_the_same(number):
    assert writing_failed(OSError(number, "the disk"))


@pytest.mark.parametrize("error", [None, OSError(ENOENT, "a file"), DatabaseError(), ValueError()])
def test_other_failures_are_told_as_what_they_are(error):
    assert not writing_failed(error)
