"""When people cannot come, on the event's page: in the time zone of the event."""

from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.times import EventTimeField
from sessions.models import Event, Unavailability
from sessions.moments import spoken
from speakers.desk import ProgramInline, Rows


class UnavailabilityForm(forms.ModelForm):
    start = EventTimeField(label=gettext_lazy("Start"))
    end = EventTimeField(label=gettext_lazy("End"))

    class Meta:
        model = Unavailability
        fields = ("speaker", "start", "end")


class UnavailabilityFormSet(Rows):
    """Rows whose times are read and shown in the zone of the event in the same form."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        labels = {"start": _("Start (%(zone)s)"), "end": _("End (%(zone)s)")}
        for name, label in labels.items():
            field = form.fields.get(name)
            if isinstance(field, EventTimeField):
                field.zone = self.zone
                field.label = label % {"zone": self.zone}

    @property
    def zone(self) -> tzinfo:
        """The event's zone; UTC while none is chosen, when the form is refused anyway."""
        chosen = self.instance.time_zone
        return ZoneInfo(chosen) if chosen else UTC


class UnavailabilityInline(ProgramInline):
    model = Unavailability
    form = UnavailabilityForm
    formset = UnavailabilityFormSet
    autocomplete_fields = ("speaker",)
    readonly_fields = ("time",)

    @admin.display(description=gettext_lazy("time"))
    def time(self, unavailability: Unavailability) -> str:
        zone = unavailability.event.zone
        return spoken(unavailability.start.astimezone(zone), unavailability.end)

    def get_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple[str, ...]:
        """Who may only look sees the time in the event's zone as well."""
        editing = self.has_change_permission(request, obj)
        return ("speaker", "start", "end") if editing else ("speaker", "time")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("speaker")
