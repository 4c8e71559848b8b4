"""ORCID iDs and their check digit."""

import pytest
from django.core.exceptions import ValidationError

from speakers.models import Speaker
from speakers.orcid import is_orcid


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("0000-0002-1825-0097", True),
        ("0000-0002-1694-233X", True),
        ("0000-0001-5109-3700", True),
        ("0000-0002-1825-0098", False),
        ("0000-0002-1825-009X", False),
        ("0000-0020-1825-0097", False),
        ("0000000218250097", False),
        ("", False),
    ],
)
def test_the_check_digit_tells_what_is_mistyped(text, right):
    assert is_orcid(text) is right


@pytest.mark.django_db
def test_a_mistyped_orcid_is_refused_in_words():
    speaker = Speaker(slug="a", name_en="A", orcid="0000-0002-1825-0098")
    with pytest.raises(ValidationError, match="does not fit"):
        speaker.full_clean()
