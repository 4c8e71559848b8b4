"""What can be asked of the people of a program and of their organizations, in its own words."""

from typing import Any, Self

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from speakers.rights import allowed


class NamedQuerySet(models.QuerySet):
    """Things with a slug and a name in both languages."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def alphabetical(self) -> Self:
        """Order by the Latin spelling of the name, in both languages alike."""
        name = Coalesce("name_en", "name_zh_hans", output_field=models.CharField())
        return self.order_by(Lower(name), "slug")


class SpeakerQuerySet(NamedQuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep those in sessions that the user sees. Who sees all in the admin, sees all."""
        if allowed(user, "speakers.view_speaker", self.model):
            return self
        parts = apps.get_model("program", "Participation").objects.visible_to(user)
        return self.filter(pk__in=parts.values("speaker"))


class OrganizationQuerySet(NamedQuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep what runs or sponsors an event, and where people in sessions that the user sees are.

        That is where they are today, and where they were then. Who sees all in the admin, sees all.
        """
        if allowed(user, "speakers.view_organization", self.model):
            return self
        parts = apps.get_model("program", "Participation").objects.visible_to(user)
        events = apps.get_model("program", "Event").objects.visible_to(user)
        sponsors = apps.get_model("program", "Sponsorship").objects.filter(event__in=events)
        people = apps.get_model("speakers", "Speaker").objects.visible_to(user)
        return self.filter(
            Q(pk__in=parts.values("organization"))
            | Q(pk__in=people.values("organization"))
            | Q(pk__in=sponsors.values("organization"))
            | Q(pk__in=events.values("organizers"))
        )
