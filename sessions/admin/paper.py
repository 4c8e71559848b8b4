"""Signs, name tents and badges in the admin: what to print of an event, and the PDF."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sessions.exchange import paper
from sessions.exchange.paper import Choice, Source
from sessions.exchange.printed import program
from sessions.exchange.typeset import has_cjk
from sessions.models import Event, Session
from sessions.moments import spoken_day

MOST_CHOSEN = 1000  # objects in an address, which servers in front keep to 8 kB


class KeysField(forms.RegexField):
    """Keys with dots between them, as a set; nobody types them, actions write them."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(regex=r"^[0-9]{1,18}(\.[0-9]{1,18})*$", required=False)

    def clean(self, value: Any) -> frozenset[int]:
        return frozenset(int(key) for key in super().clean(value).split(".") if key)


class PaperForm(forms.Form):
    """What of a program to print; nothing chosen is all of it."""

    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    room = forms.ChoiceField(label=gettext_lazy("Room"), required=False)
    size = forms.ChoiceField(label=gettext_lazy("Paper size"), choices=list(paper.SIZES.items()))
    sessions = KeysField()
    people = KeysField()

    def __init__(self, event: Event, sessions: list[Session], asked: dict[str, Any]) -> None:
        super().__init__({"size": paper.usual_size(event.root.country)} | asked)
        days = sorted({day for session in sessions if (day := session.day_or_outer)})
        rooms = {session.place for session in sessions if session.place}
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            ("", _("all days")),
            *((day.isoformat(), spoken_day(day)) for day in days),
        ]
        self.fields["room"].choices = [  # type: ignore[attr-defined]
            ("", _("all rooms")),
            *((str(room.pk), str(room)) for room in sorted(rooms, key=lambda r: r.position)),
        ]

    def choice(self) -> Choice:
        given = self.cleaned_data
        return Choice(
            day=date.fromisoformat(given["day"]) if given["day"] else None,
            room=int(given["room"]) if given["room"] else None,
            sessions=given["sessions"],
            people=given["people"],
        )


class PaperAdmin(admin.ModelAdmin):
    """The admin of events, with what is printed of each."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("paper/", view(self.people_view), name="program_event_paper_of_people"),
            path("<int:pk>/paper/", view(self.paper_view), name="program_event_paper"),
            path("<int:pk>/paper/<slug:kind>.pdf", view(self.pdf_view), name="program_event_pdf"),
            *super().get_urls(),
        ]

    def paper_form(self, request: HttpRequest, pk: int) -> tuple[Source, PaperForm]:
        """Return an event's program and the form as the address fills it; 403 without the right."""
        event: Event = get_object_or_404(Event.objects.select_related("parent"), pk=pk)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        sessions = program(event)
        form = PaperForm(event, sessions, request.GET.dict())
        choice = form.choice() if form.is_valid() else Choice()
        return Source(event, sessions, request.build_absolute_uri, choice), form

    def paper_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what to print, of the sessions or people that an action has chosen, if any."""
        source, form = self.paper_form(request, pk)
        return self.paper_page(request, source, form)

    def pdf_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Answer with the sheets of a kind, or with the page that says what stands against it."""
        if kind not in paper.KINDS:
            raise Http404
        source, form = self.paper_form(request, pk)
        if not form.is_valid():
            return self.paper_page(request, source, form)
        if not has_cjk():
            self.message_user(request, no_font(), messages.ERROR)
            return self.paper_page(request, source, form)
        sheets = paper.KINDS[kind](source)
        if not sheets:
            self.message_user(request, nothing(kind), messages.WARNING)
            return self.paper_page(request, source, form)
        pdf = paper.printed(kind, sheets, source.event, form.cleaned_data["size"])
        name = f"{source.event.slug}-{kind}-{get_language()}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(pdf, "application/pdf", headers=headers)

    def paper_page(self, request: HttpRequest, source: Source, form: PaperForm) -> HttpResponse:
        context = {
            "title": _("Signs and badges"),
            "opts": self.opts,
            "event": source.event,
            "form": form,
            "restriction": form.is_valid() and restriction(source),
            "address": request.build_absolute_uri("/"),
        }
        shared = self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/program/event/paper.html", shared | context)

    def people_view(self, request: HttpRequest) -> HttpResponse:
        """Lead from chosen people, `?people=1.2`, to the latest event they are in."""
        try:
            people = KeysField().clean(request.GET.get("people", ""))
        except forms.ValidationError as error:
            raise Http404 from error
        inside = Q(sessions__participations__speaker__in=people)
        around = Q(children__sessions__participations__speaker__in=people)
        found = self.get_queryset(request).filter(inside | around).order_by("-start_date")
        events = {event.pk: event for event in found.select_related("parent")}.values()
        outermost = [event for event in events if not event.parent_id] or list(events)
        if not outermost:
            message = _("Nobody of these is in the program of an event that you may see.")
            self.message_user(request, message, messages.WARNING)
            return redirect("admin:speakers_speaker_changelist")
        return to_paper(outermost[0].pk, people=people)


class PrintedAdmin(admin.ModelAdmin):
    """The admin of sessions, with an action to print what belongs to some of them."""

    @admin.action(
        description=gettext_lazy("Print signs, name tents or badges of the selected sessions"),
        permissions=["view"],
    )
    def print_paper(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        rows = queryset.prefetch_related(None).values_list("pk", "event", "event__parent")
        chosen = list(rows[: MOST_CHOSEN + 1])
        own = {event for _pk, event, _parent in chosen}
        roots = own if len(own) == 1 else {parent or event for _pk, event, parent in chosen}
        if len(roots) > 1 or len(chosen) > MOST_CHOSEN:
            message = _("Choose at most %d sessions, all of one event.") % MOST_CHOSEN
            self.message_user(request, message, messages.ERROR)
            return None
        return to_paper(roots.pop(), sessions=[pk for pk, _event, _parent in chosen])


def to_paper(event: int, **keys: Iterable[int]) -> HttpResponse:
    """Lead to the page of an event's paper, with keys chosen."""
    query = urlencode({name: ".".join(map(str, sorted(chosen))) for name, chosen in keys.items()})
    return redirect(f"{reverse('admin:program_event_paper', args=[event])}?{query}")


def restriction(source: Source) -> str:
    """Say to which chosen sessions or people the paper is restricted, and what of them is not."""
    choice, told = source.choice, []
    if choice.sessions:
        found = len(choice.sessions & {session.pk for session in source.program})
        text = ngettext("Only for %d chosen session.", "Only for %d chosen sessions.", found)
        told.append(text % found)
        if left := len(choice.sessions) - found:
            text = ngettext(
                "%d more is a draft, or of another event.",
                "%d more are drafts, or of another event.",
                left,
            )
            told.append(text % left)
    if choice.people:
        present = {each.speaker_id for session in source.program for each in session.people}
        found = len(choice.people & present)
        text = ngettext("Only for %d chosen person.", "Only for %d chosen people.", found)
        told.append(text % found)
        if left := len(choice.people) - found:
            text = ngettext(
                "%d more is not in the public program of this event.",
                "%d more are not in the public program of this event.",
                left,
            )
            told.append(text % left)
    return " ".join(told)


def no_font() -> str:
    return _(
        "No Chinese font was found on the server, so Chinese could not be printed. Ask for one to "
        "be installed (on Debian or Ubuntu: apt install fonts-noto-cjk)."
    )


def nothing(kind: str) -> str:
    """Say why there are no sheets of a kind."""
    if kind == "door-signs":
        return _("Nothing to print: nothing chosen is public and has both a day and a room.")
    if kind == "name-tents":
        return _("Nothing to print: nobody chosen, other than authors, is in a public session.")
    return _("Nothing to print: nobody chosen is in a public session that takes place.")
