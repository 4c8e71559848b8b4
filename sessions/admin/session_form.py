"""The form of a session: its times are those of the event's zone."""

from datetime import UTC
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.times import EventTimeField, zone_label
from sessions.models import Event, Session


class SessionForm(forms.ModelForm):
    """Reads and shows start and end in the zone of the event chosen in the same form."""

    start = EventTimeField(label=gettext_lazy("Start"), required=False)
    end = EventTimeField(label=gettext_lazy("End"), required=False)

    class Meta:
        model = Session
        fields = ()  # the admin names them in its fieldsets

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = [field for field in self.fields.values() if isinstance(field, EventTimeField)]
        event = self.chosen_event() if "event" in self.fields else None  # None: only to look at
        for field in times:
            field.zone = event.zone if event else UTC
            field.help_text = self.zone_text(event)

    def clean(self) -> dict[str, Any]:
        """Keep what is inside, and follows to another event, from staying in rooms of this one."""
        data = super().clean() or {}
        if self.instance.pk and "event" in self.changed_data and "event" in data:
            inside = [each.pk for each in self.instance.inside()]
            if left := Session.objects.filter(pk__in=inside).elsewhere(data["event"]).first():
                text = _(
                    "“%s” is inside and has a room or track of another event; "
                    "change or empty it first."
                )
                self.add_error("event", text % left)
        return data

    def chosen_event(self) -> Event | None:
        """Return the event as sent with the form, else that of the session."""
        try:
            return self.fields["event"].clean(self["event"].value())
        except ValidationError:
            return None

    def zone_text(self, event: Event | None) -> str:
        """Name the zone; `session-times.js` shows the other text once another event is chosen."""
        other = _("Time in the zone of the chosen event.")
        if not event:
            return other
        moment = (self.instance.start or event.opening).astimezone(event.zone)
        text = _("Time in %(zone)s.") % {"zone": zone_label(moment)}
        return format_html('<span class="zone" data-other-event="{}">{}</span>', other, text)
