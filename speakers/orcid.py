"""ORCID iDs, as they are written and checked (ISO 7064, MOD 11-2)."""

import re

PATTERN = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]")


def is_orcid(text: str) -> bool:
    """Tell whether `text` is an iD such as 0000-0002-1825-0097, its check digit included."""
    if not PATTERN.fullmatch(text):
        return False
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]
