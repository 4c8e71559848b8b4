"""Codes of the second factor: six figures from an app (TOTP, RFC 6238), or a recovery code."""

from django.contrib.auth.models import AbstractBaseUser
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 8


def verified_device(user: AbstractBaseUser, code: str) -> Device | None:
    """Return the user's device that accepts `code`, which is thereby used up; None if none does.

    After each wrong code a device waits twice as long before it looks at the next.
    """
    code = "".join(code.split()).lower()
    kind = TOTPDevice if code.isdigit() else StaticDevice
    device = kind.objects.devices_for_user(user, confirmed=True).first()
    return verify_token(user, device.persistent_id, code) if device and code else None


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Give the user new recovery codes in place of all earlier ones, and return them."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def remove_second_factor(user: AbstractBaseUser) -> None:
    """Take app and recovery codes away from the user."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
