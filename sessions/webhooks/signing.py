"""Signatures by which a receiver knows that a message is ours: Standard Webhooks 1.0, version 1."""

import hmac
from base64 import b64decode, b64encode
from datetime import datetime
from secrets import token_bytes

PREFIX = "whsec_"
SECRET_BYTES = 32


def make_secret() -> str:
    """Return a new secret, in the form in which receivers are given it."""
    return PREFIX + b64encode(token_bytes(SECRET_BYTES)).decode()


def signed(secret: str, key: str, moment: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that go with a message: its key, when it is sent, and the signature."""
    timestamp = str(int(moment.timestamp()))
    content = b".".join([key.encode(), timestamp.encode(), body])
    digest = hmac.digest(b64decode(secret.removeprefix(PREFIX)), content, "sha256")
    return {
        "webhook-id": key,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }
