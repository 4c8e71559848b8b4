"""The bar on pages that show drafts."""

from typing import Any

from django import template

from sessions.drafts import notice

register = template.Library()
SHOWN = ("session", "speaker", "organization", "topic", "room", "event")  # the most special first


@register.inclusion_tag("includes/drafts.html", takes_context=True)
def drafts_bar(context: template.Context) -> dict[str, Any]:
    """Tell those who see drafts so, with ways to edit what is shown and to the public's page."""
    request = context.get("request")
    shown = next((context[name] for name in SHOWN if context.get(name)), None)
    return {"notice": request and notice(request, shown), "request": request}
