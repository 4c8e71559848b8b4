"""Topics: django-taggit's tags with a translated name, tied to sessions by a plain foreign key."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from sessions.querysets import TaggedSessionQuerySet
from speakers.querysets import NamedQuerySet


class Tag(TagBase):
    """A topic, such as “Reasoning”."""

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("slug",)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class TaggedSession(ItemBase):
    """That a session is about a topic."""

    content_object = models.ForeignKey(
        "program.Session", models.CASCADE, verbose_name=_("session"), related_name="tagged"
    )
    tag = models.ForeignKey(
        Tag, models.CASCADE, verbose_name=_("topic"), related_name="tagged_sessions"
    )

    objects = TaggedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a session")
        verbose_name_plural = _("topics of sessions")
        constraints = [
            models.UniqueConstraint(name="tagged_once", fields=["content_object", "tag"])
        ]

    def __str__(self) -> str:
        return f"{self.content_object} · {self.tag}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.content_object.natural_key(), self.tag.slug)

    natural_key.dependencies = ["program.session", "program.tag"]  # type: ignore[attr-defined]
