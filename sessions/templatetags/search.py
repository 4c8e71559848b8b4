"""Search results: the hits marked in titles, names and abstracts."""

from django import template
from django.conf import settings
from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sessions.markdown import to_text
from sessions.models import Session, Tag
from sessions.templatetags.program import html_lang, in_own_language
from sessions.words import excerpt, has_any, hits, name_words

register = template.Library()


def mark(text: str, terms: list[str]) -> SafeString:
    """Return the text as HTML, with each hit in a `<mark>`."""
    parts, done = [], 0
    for start, end in hits(text, terms):
        parts += [conditional_escape(text[done:start])]
        parts += [format_html("<mark>{}</mark>", text[start:end])]
        done = end
    return mark_safe("".join([*parts, conditional_escape(text[done:])]))  # noqa: S308 - escaped


def in_language(html: SafeString, language: str) -> SafeString:
    """Return the HTML, marked with `lang` if it is not in the page's language."""
    if not html or language == get_language():
        return html
    return format_html('<span lang="{}">{}</span>', html_lang(language), html)


def other_with_hits(thing: models.Model, field: str, terms: list[str]) -> tuple[str, str]:
    """Return a field's text and language where only the one not shown has hits; else nothing."""
    shown, language = in_own_language(thing, field)
    if not hits(shown, terms):
        for code, _name in settings.LANGUAGES:
            text = getattr(thing, f"{field}_{code.replace('-', '_')}") or ""
            if code != language and hits(text, terms):
                return text, code
    return "", language


@register.simple_tag
def marked(thing: models.Model, field: str, terms: list[str]) -> SafeString:
    """Return a translated field with its hits marked."""
    text, language = in_own_language(thing, field)
    return in_language(mark(text, terms), language)


@register.simple_tag
def marked_in_other(thing: models.Model, field: str, terms: list[str]) -> SafeString:
    """Return the field in the other language if the hits are there alone, else nothing."""
    text, language = other_with_hits(thing, field, terms)
    return in_language(mark(text, terms), language)


@register.simple_tag
def marked_name(thing: models.Model, terms: list[str]) -> SafeString:
    """Return the name of a person or organization, whole in a `<mark>` if found by its sound."""
    name, language = in_own_language(thing, "name")
    by_sound = has_any(name_words(name), terms) and not hits(name, terms)
    return in_language(
        format_html("<mark>{}</mark>", name) if by_sound else mark(name, terms), language
    )


@register.simple_tag
def snippet(thing: models.Model, field: str, terms: list[str]) -> SafeString:
    """Return the part of a Markdown field around its first hit, in the language that has one."""
    texts = [other_with_hits(thing, field, terms), in_own_language(thing, field)]
    text, language = next((each for each in texts if each[0]), texts[-1])
    plain = to_text(text)
    return in_language(mark(excerpt(plain, terms), terms), language)


@register.filter
def topics_with(session: Session, terms: list[str]) -> list[Tag]:
    """Return the session's topics that have a hit in either language."""
    return [
        topic
        for topic in session.topics
        if has_any(name_words(topic.name_en, topic.name_zh_hans), terms)
    ]
