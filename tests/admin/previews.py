"""Preview links in the admin, and what is decided there, as tests use them."""

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from sessions.models import Event, Membership
from tests.admin.forms import filled_form

MAKE = "/admin/program/previewlink/make/"
LIST = "/admin/program/previewlink/"


def helper(role, event=None):
    """Return someone signed in who has a role, everywhere or for one event."""
    user = User.objects.create_user("helper", is_staff=True)
    group = Group.objects.get(name=role)
    if event:
        Membership.objects.create(user=user, role=group, event=Event.objects.get(slug=event))
    else:
        user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def review(link):
    return reverse("admin:program_previewlink_change", args=[link.pk])


def decide(client, link, page=None, **decisions):
    """Say "accept" or "decline" to the fields named, on the page as it is or was."""
    form = filled_form(page or client.get(review(link)), "#content-main form")
    keys = dict(link.corrections.waiting().values_list("column", "pk"))
    return client.post(
        review(link), form | {f"decision-{keys[name]}": said for name, said in decisions.items()}
    )
