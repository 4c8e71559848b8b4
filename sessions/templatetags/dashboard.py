"""The figures on the admin's first page."""

from typing import Any

from django import template

from sessions.admin.dashboard import overview

register = template.Library()


@register.inclusion_tag("admin/includes/overview.html", takes_context=True)
def program_overview(context: template.Context) -> dict[str, Any]:
    """Show the programs that the user may see, at a glance."""
    return overview(context["request"])
