"""Numbers as forms and addresses send them."""

import re

NUMBER = re.compile("[0-9]{1,18}")  # fits into eight bytes, whatever the figures


def is_number(sent: str) -> bool:
    """Say whether this is a number that may be a key: figures alone, as many as a column holds."""
    return NUMBER.fullmatch(sent) is not None
