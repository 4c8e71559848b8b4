"""What pages tell machines: their one address, cards where they are shared, JSON-LD."""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sessions.exchange import jsonld
from sessions.exchange.citations import CITED, FORMATS
from sessions.filters import Filters
from sessions.models import Event, Participation, Session
from speakers.models import Speaker

register = template.Library()

LISTS = ("program:speakers", "program:organizations", "speakers:list", "organizations:list")
OPEN_GRAPH_LOCALES = {"en": "en_US", "zh-hans": "zh_CN"}
UNSAFE_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def own_address(context: template.Context, language: str = "") -> str:
    """Return the page's one full address in a language, or the one that asks for the language.

    Of the query only what makes another page stays.
    """
    request: HttpRequest = context["request"]
    kept = own_query(context)
    codes = [code for code, _name in settings.LANGUAGES]
    first, _slash, rest = request.path.removeprefix("/").partition("/")
    path = rest if first in codes else ""
    prefix = f"/{language}/" if language else "/"
    query = f"?{urlencode(kept)}" if kept else ""
    return request.build_absolute_uri(f"{prefix}{path}{query}")


def own_query(context: template.Context) -> dict[str, str]:
    """Return what of the query makes a page of its own: all else chooses from it."""
    request: HttpRequest = context["request"]
    view = request.resolver_match.view_name if request.resolver_match else ""
    if view in LISTS and "page" in request.GET:
        return {"page": request.GET["page"]}
    days = context["filters"].chosen.get("day", []) if "filters" in context else []
    return {"day": days[0]} if len(days) == 1 else {}


@register.inclusion_tag("includes/calendar.html", takes_context=True)
def calendar(
    context: template.Context, view: str, *slugs: str, filters: Filters | None = None
) -> dict[str, str]:
    """Offer the calendar at an address, in the page's language, of what the filters leave."""
    request: HttpRequest = context["request"]
    query = [*(filters.pairs if filters else ()), ("lang", get_language())]
    path = f"{reverse(view, args=slugs)}?{urlencode(query)}"
    return {"path": path, "webcal": f"webcal://{request.get_host()}{path}"}


@register.inclusion_tag("includes/cite.html")
def cite(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Offer a published paper or talk as a citation, in the page's language."""
    if session.kind not in CITED or session.status != Session.Status.PUBLISHED:
        return {"citations": []}
    query = urlencode({"lang": get_language()})
    paths = {
        suffix: reverse("session-citation", args=[*session.natural_key(), suffix])
        for suffix in FORMATS
    }
    return {"citations": [(FORMATS[each].label, f"{path}?{query}") for each, path in paths.items()]}


@register.inclusion_tag("includes/oembed.html", takes_context=True)
def oembed(context: template.Context) -> dict[str, str]:
    """Lead those who embed the page, in its language, to what they may show of it."""
    request: HttpRequest = context["request"]
    query = urlencode({"url": request.build_absolute_uri(request.path)})
    endpoint = request.build_absolute_uri(f"{reverse('oembed')}?{query}")
    return {"endpoint": endpoint, "title": again(context, "title")}


@register.filter
def territorial(language: str) -> str:
    """Return a language as Open Graph knows it, with a territory."""
    return OPEN_GRAPH_LOCALES[language]


@register.simple_tag(takes_context=True)
def again(context: template.Context, block: str) -> str:
    """Return once more what stands in a block of the page, without space around it."""
    text: str = context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)
    return mark_safe(text.strip())  # noqa: S308 - rendered, so escaped already


@register.simple_tag(takes_context=True)
def event_data(context: template.Context, *inside: Iterable[Event | Session]) -> SafeString:
    """Describe the page's event to search engines; `inside` are lists of what it is made of."""
    request, event = context["request"], context["event"]
    about = jsonld.event_node(
        event,
        request.build_absolute_uri,
        inside=list(chain(*inside)),
        organizers=context["organizers"],
        sponsors=[each.organization for each in context["sponsorships"]],
    )
    return described(request, about, trail_to(event))


@register.simple_tag(takes_context=True)
def session_data(context: template.Context, session: Session) -> SafeString:
    """Describe a session to search engines."""
    request, event = context["request"], session.event
    trail = [
        *trail_to(event),
        (_("Sessions"), reverse("program:sessions", args=[event.slug])),
        *[(each.title, each.get_absolute_url()) for each in (session.part_of, session) if each],
    ]
    return described(request, jsonld.session_node(session, request.build_absolute_uri), trail)


@register.simple_tag(takes_context=True)
def speaker_data(
    context: template.Context,
    speaker: Speaker,
    events: Sequence[tuple[Event, list[Participation]]],
) -> SafeString:
    """Describe a person to search engines; `events` holds their part in each event."""
    request = context["request"]
    parts = chain.from_iterable(participations for _event, participations in events)
    trail = [
        (_("Events"), reverse("home")),
        (_("Speakers"), reverse("speakers:list")),
        (speaker.name, speaker.get_absolute_url()),
    ]
    return described(
        request, jsonld.speaker_node(speaker, parts, request.build_absolute_uri), trail
    )


def trail_to(event: Event) -> list[tuple[str, str]]:
    """Return names and paths of what leads to an event, and of the event."""
    events = [each for each in (event.parent, event) if each]
    return [(_("Events"), reverse("home"))] + [(str(e), e.get_absolute_url()) for e in events]


def described(request: HttpRequest, about: jsonld.Node, trail: list[tuple[str, str]]) -> SafeString:
    """Return a data block that tells what a page is about and where it stands.

    `<`, `>` and `&` are written as JSON escapes, so that no text can end the block.
    """
    absolute = request.build_absolute_uri
    document = jsonld.document(about, jsonld.breadcrumbs(trail, absolute))
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    safe = text.translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 - escaped
