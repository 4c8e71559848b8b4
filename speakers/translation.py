from modeltranslation.translator import TranslationOptions, register

from speakers.models import Organization, Speaker


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name",)


@register(Speaker)
class SpeakerTranslation(TranslationOptions):
    fields = ("name", "position", "biography", "honors")
