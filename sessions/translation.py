"""Which fields exist in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from sessions.models import (
    Event,
    Keynote,
    Panel,
    Participation,
    Release,
    Resource,
    Room,
    Session,
    Tag,
    Track,
)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("name", "short_name", "tagline", "description", "venue", "city")


@register(Room)
class RoomTranslation(TranslationOptions):
    fields = ("name", "floor")


@register([Tag, Track])
class NameTranslation(TranslationOptions):
    fields = ("name",)


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "abstract")


@register([Keynote, Panel])
class KindTranslation(TranslationOptions):
    """Proxies have to be registered too; their fields are those of `Session`."""


@register(Participation)
class ParticipationTranslation(TranslationOptions):
    fields = ("position",)


@register(Resource)
class ResourceTranslation(TranslationOptions):
    fields = ("label",)


@register(Release)
class ReleaseTranslation(TranslationOptions):
    fields = ("note",)
