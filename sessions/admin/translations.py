"""The translator's page of an event: its texts in both languages, side by side."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.exchange import po
from sessions.models import Event
from sessions.texts import (
    Answer,
    State,
    Text,
    TextsRefused,
    counted,
    save,
    texts,
    translatable,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import UploadedFile

PAGE = 50  # texts
MOST = 300  # texts of a file at once: a form has at most 1,000 fields
TODO = "todo"
TODO_STATES = (State.MISSING, State.OUTDATED)


class Choice(forms.Form):
    """Which texts to show. Whatever else an address says, the defaults hold."""

    language = forms.ChoiceField(label=gettext_lazy("Into"), choices=settings.LANGUAGES)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(TODO, gettext_lazy("to do")), ("", gettext_lazy("all")), *State.choices],
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Of"), required=False)

    def __init__(self, data: Any, kinds: Iterable[tuple[str, str]]) -> None:
        defaults = {"language": "zh-hans", "state": TODO, "kind": ""}
        super().__init__(defaults | {name: data[name] for name in defaults if name in data})
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]

    def chosen(self, found: list[Text]) -> list[Text]:
        """Return the texts asked for."""
        state, kind = (self.cleaned_data.get(name, "") for name in ("state", "kind"))
        states = TODO_STATES if state == TODO else [state] if state else list(State)
        return [each for each in found if each.state in states and kind in ("", each.kind)]


class TranslationsAdmin(admin.ModelAdmin):
    """The admin of events, with their translations."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        place = "<int:pk>/translations/"
        return [
            path(place, view(self.translations_view), name="program_event_translations"),
            path(f"{place}po/", view(self.po_view), name="program_event_translations_po"),
            *super().get_urls(),
        ]

    def translated_event(self, request: HttpRequest, pk: int) -> Event:
        event = get_object_or_404(Event, pk=pk)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        return event

    def translations_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show texts side by side; save what has been translated, all or nothing."""
        event = self.translated_event(request, pk)
        language = language_of(request)
        if request.method != "POST":
            return self.translations_page(request, event, language)
        answers = sent(request)
        try:
            models = translatable(request.user, event)
            count = save(event, language, answers, cast("User", request.user), models)
        except TextsRefused as refused:
            return self.translations_page(
                request, event, language, answers, problems=refused.problems
            )
        message = ngettext("%d text saved.", "%d texts saved.", count) % count
        self.message_user(request, message, messages.SUCCESS)
        return redirect(request.get_full_path())

    def po_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer with all texts as a PO file; show those of a file sent, to be saved."""
        event = self.translated_event(request, pk)
        language = language_of(request)
        found = texts(event, language, translatable(request.user, event))
        if request.method != "POST":
            name = f"{event.root.slug}-{language}.po"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(
                po.export(found, language),
                content_type="text/x-gettext-translation",
                headers=headers,
            )
        file: UploadedFile | None = request.FILES.get("file")
        try:
            new, refused = po.read(file.read() if file else b"", found)
        except po.FileRefused as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(address(event, language))
        for each in refused:
            self.message_user(request, each, messages.WARNING)
        if not new:
            self.message_user(request, _("The file says nothing new."), messages.INFO)
            return redirect(address(event, language))
        old = {text.key: text.target for text in found}
        answers = {key: Answer(old[key], text) for key, text in list(new.items())[:MOST]}
        return self.translations_page(
            request, event, language, answers, more=len(new) - len(answers)
        )

    def translations_page(  # noqa: PLR0913 - what has been sent is shown again, with what is wrong
        self,
        request: HttpRequest,
        event: Event,
        language: str,
        answers: dict[str, Answer] | None = None,
        *,
        problems: dict[str, str] | None = None,
        more: int = 0,
    ) -> HttpResponse:
        """Return the page: the texts asked for, or those that have been answered."""
        found = texts(event, language, translatable(request.user, event))
        names = {text.kind: text.thing._meta.verbose_name_plural for text in found}  # noqa: SLF001
        form = Choice(request.GET, [(kind, str(name)) for kind, name in names.items()])
        form.is_valid()
        chosen = [each for each in found if each.key in answers] if answers else form.chosen(found)
        shown = Paginator(chosen, MOST if answers else PAGE).get_page(request.GET.get("p"))
        counts = counted(found)
        context = {
            "title": _("Translations"),
            "opts": self.opts,
            "event": event,
            "form": form,
            "language": language,
            "other": next(code for code, _name in settings.LANGUAGES if code != language),
            "texts": shown,
            "rows": [row(text, (answers or {}).get(text.key), problems or {}) for text in shown],
            "problems": problems,
            "more": more,
            "progress": [progress(names.get(kind, _("all")), counts[kind]) for kind in counts],
            "states": State.labels,
            "here": address(event, language) if answers else request.get_full_path(),
        }
        template = "admin/program/event/translations.html"
        status = 409 if problems else 200
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, template, context, status=status)


def language_of(request: HttpRequest) -> str:
    """Return the language that is translated into, by default Chinese."""
    asked = request.GET.get("language")
    return asked if asked in dict(settings.LANGUAGES) else "zh-hans"


def address(event: Event, language: str) -> str:
    return f"{reverse('admin:program_event_translations', args=[event.pk])}?language={language}"


def sent(request: HttpRequest) -> dict[str, Answer]:
    """Return what stands in the form. Browsers send line ends as CR LF; texts have LF."""
    return {
        name.removeprefix("text-"): Answer(
            seen=clean(request.POST.get(f"seen-{name.removeprefix('text-')}", "")),
            text=clean(str(text)),
            right=f"right-{name.removeprefix('text-')}" in request.POST,
        )
        for name, text in request.POST.items()
        if name.startswith("text-")
    }


def clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def row(text: Text, answer: Answer | None, problems: dict[str, str]) -> dict[str, Any]:
    """Return what a row of the form shows. What somebody else wrote meanwhile has now been seen."""
    return {
        "text": text,
        "value": answer.text if answer else text.target,
        "problem": problems.get(text.key),
        "lines": min(12, 1 + len(text.source) // 60),
        "is_outdated": text.state == State.OUTDATED,
        "edit": reverse(f"admin:{link(text)}_change", args=[pk_of(text)]),
    }


def link(text: Text) -> str:
    """Name the page that the object is edited on: its own, or that of what it is part of."""
    kind = text.kind.replace(".", "_")
    inside = {"program_participation": "program_session", "program_resource": "program_session"}
    return inside.get(kind, kind)


def pk_of(text: Text) -> Any:
    return getattr(text.thing, "session_id", text.thing.pk)


def progress(name: Any, counts: Any) -> dict[str, Any]:
    """Return the counts of a kind of object, by state, and how much of it is done."""
    total = sum(counts.values())
    done = total - sum(counts[state] for state in TODO_STATES)
    return {
        "name": name,
        "counts": [counts[state] for state in State],
        "total": total,
        "done": done,
        "percent": 100 * done // total,
    }
