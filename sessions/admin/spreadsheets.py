"""Spreadsheets out of and into the admin: a file, a look at what it would do, and doing it."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.exchange import spreadsheet
from sessions.exchange.spreadsheet import Plan, SpreadsheetError, State
from sessions.models import Event, Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ROWS_SHOWN = 200  # on a page
ACCEPTED = ".xlsx,.xls,.csv,.tsv,.txt,.zip,.html,.htm,.json,.xml"
ACTIONS = {ADDITION: "add", CHANGE: "change", DELETION: "delete"}


class SpreadsheetForm(forms.Form):
    """Takes a file for one of the tables; its `content` are the bytes."""

    table = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=lambda: [(each.name, each.label) for each in spreadsheet.INCOMING.values()],
    )
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "XLSX, CSV or a saved web page with a table, up to 50 MB and 20,000 lines; also what "
            "Indico and Sched export (JSON), and of papers what EasyChair, CMT, OpenReview, HotCRP "
            "and DBLP give. Nothing is written before you have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > spreadsheet.MOST_BYTES:
            raise ValidationError(_("The file is larger than 50 MB; split it."))
        self.cleaned_data["content"] = file.read()
        if table := self.cleaned_data.get("table"):
            try:
                spreadsheet.opened(table, self.cleaned_data["content"])
            except SpreadsheetError as error:
                raise ValidationError(str(error)) from error
        return file


class SpreadsheetAdmin(admin.ModelAdmin):
    """The admin of events, with the tables of their programs."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        base = "<int:pk>/spreadsheets/"
        return [
            path(base, view(self.spreadsheets_view), name="program_event_spreadsheets"),
            path(f"{base}<int:upload>/", view(self.sheet_review_view), name="program_event_review"),
            path(
                f"{base}<slug:table>/<slug:suffix>/",
                view(self.table_view),
                name="program_event_table",
            ),
            *super().get_urls(),
        ]

    def seen_event(self, request: HttpRequest, pk: int) -> Event:
        event = get_object_or_404(Event, pk=pk)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        return event

    def spreadsheets_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer the tables as files, and take one; what it would do is the next page."""
        event = self.seen_event(request, pk)
        incoming = spreadsheet.INCOMING.values()
        writable = [each for each in incoming if self.may_write(request, each.model)]
        form = SpreadsheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        form.fields["table"].choices = [  # type: ignore[attr-defined]
            (each.name, each.label) for each in writable
        ]
        if request.method == "POST" and not writable:
            raise PermissionDenied
        if form.is_valid():
            upload = Upload.objects.take(
                event=event,
                table=form.cleaned_data["table"],
                name=form.cleaned_data["file"].name[:200],
                content=form.cleaned_data["content"],
                made_by=cast("User", request.user),
            )
            return redirect("admin:program_event_review", event.pk, upload.pk)
        tables = spreadsheet.TABLES.values()
        readable = [each for each in tables if self.may_use(request, "view", each.model, event)]
        return self.sheet_page(
            request,
            "spreadsheets",
            event,
            title=_("Spreadsheets"),
            form=form if writable else None,
            tables=readable,
            suffixes=list(spreadsheet.FORMATS),
        )

    def table_view(self, request: HttpRequest, pk: int, table: str, suffix: str) -> HttpResponse:
        """Answer with a table of the event's program as a file."""
        event = self.seen_event(request, pk)
        if table not in spreadsheet.TABLES or suffix not in spreadsheet.FORMATS:
            raise Http404
        if not self.may_use(request, "view", spreadsheet.TABLES[table].model, event):
            raise PermissionDenied
        try:
            content = spreadsheet.export(event, table, suffix)
        except SpreadsheetError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect("admin:program_event_spreadsheets", event.pk)
        headers = {"Content-Disposition": f'attachment; filename="{event.slug}-{table}.{suffix}"'}
        return HttpResponse(content, spreadsheet.FORMATS[suffix], headers=headers)

    def sheet_review_view(self, request: HttpRequest, pk: int, upload: int) -> HttpResponse:
        """Show what an uploaded file would do; take answers; do it when told to."""
        event = self.seen_event(request, pk)
        kept = get_object_or_404(
            Upload, pk=upload, event=event, made_by=request.user, table__in=spreadsheet.INCOMING
        )
        answered = request.method == "POST" and take_answers(kept, request.POST)
        incoming = spreadsheet.Incoming(event, kept.table, bytes(kept.content), kept.answers)
        if request.method == "POST" and "apply" in request.POST:
            try:
                plan = self.apply(request, incoming)
            except spreadsheet.ChangedError as changed:
                self.warn_of_change(request, answered=answered)
                return self.sheet_review(request, kept, changed.plan)
            except SpreadsheetError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                kept.delete()
                self.message_user(request, done(plan), messages.SUCCESS)
                return redirect("admin:program_event_spreadsheets", event.pk)
        return self.sheet_review(request, kept, spreadsheet.dry_run(incoming))

    def apply(self, request: HttpRequest, incoming: spreadsheet.Incoming) -> Plan:
        return spreadsheet.import_file(
            incoming,
            shown=request.POST.get("shown", ""),
            leave_out="leave_out" in request.POST,
            user=cast("User", request.user),
            allowed=partial(self.check_permissions, request),
        )

    def warn_of_change(self, request: HttpRequest, *, answered: bool) -> None:
        message = (
            _("This is what your answers make of it. Nothing has been written yet.")
            if answered
            else _(
                "The program has changed since you looked. Nothing has been written; look again."
            )
        )
        self.message_user(request, message, messages.WARNING)

    def sheet_review(
        self,
        request: HttpRequest,
        upload: Upload,
        plan: Plan,
        template: str = "review_spreadsheet",
    ) -> HttpResponse:
        """Show a plan, what needs attention first."""
        shown = request.GET.get("show", "")
        order = [state for state in State if state == shown]
        order = order or [state for state in State if state != State.UNCHANGED]
        rows = sorted(
            (row for row in plan.rows if row.state in order), key=lambda row: order.index(row.state)
        )
        made = plan.made
        return self.sheet_page(
            request,
            template,
            upload.event,
            title=_("Import: %s") % upload.name,
            upload=upload,
            plan=plan,
            questions=sorted(plan.questions, key=lambda each: bool(each.answer))[:ROWS_SHOWN],
            others=upload.answers.get(spreadsheet.OTHERS),
            rows=Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page")),
            states=[(state, plan.count(state)) for state in State],
            made=[(each, each._meta.verbose_name) for each in made[:ROWS_SHOWN]],  # noqa: SLF001
            more_made=max(0, len(made) - ROWS_SHOWN),
            shown=shown,
            forbidden=self.forbidden(request, plan),
        )

    def sheet_page(
        self, request: HttpRequest, template: str, event: Event, **context: Any
    ) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {"opts": self.opts, "event": event}
        return TemplateResponse(request, f"admin/program/event/{template}.html", shared | context)

    def may_use(
        self, request: HttpRequest, action: str, model: type[Model], thing: Model | None = None
    ) -> bool:
        """Tell whether the user may do this to a thing, or to those of an event.

        The rules are those of the model's own admin page.
        """
        if not self.admin_site.is_registered(model):
            meta = model._meta  # noqa: SLF001
            codename = get_permission_codename(action, meta)
            return cast("User", request.user).has_perm(f"{meta.app_label}.{codename}")
        own: Any = self.admin_site.get_model_admin(model)
        if action == "add":
            return own.has_add_permission(request, thing)
        right = "edit" if action == "change" else action  # translators may change texts alone
        return getattr(own, f"has_{right}_permission")(request, thing)

    def may_write(self, request: HttpRequest, model: type[Model]) -> bool:
        return any(self.may_use(request, action, model) for action in ("add", "change"))

    def forbidden(self, request: HttpRequest, plan: Plan) -> list[str]:
        """Return in words what the plan does that the user may not do."""
        labels = {"add": _("add: %s"), "change": _("change: %s"), "delete": _("remove: %s")}
        found = {}
        for write in plan.writes:
            model, action = type(write.instance), ACTIONS[write.action]
            if not self.may_use(request, action, model, write.instance):
                found[labels[action] % model._meta.verbose_name_plural] = True  # noqa: SLF001
        return list(found)

    def check_permissions(self, request: HttpRequest, plan: Plan) -> None:
        if self.forbidden(request, plan):
            raise PermissionDenied


def take_answers(upload: Upload, sent: Any) -> bool:
    """Keep the answers of a form with the upload, and tell whether they are other than before."""
    given = {
        name.removeprefix("answer-"): value
        for name, value in sent.items()
        if name.startswith("answer-")
    }
    answers = {key: value for key, value in (upload.answers | given).items() if value}
    changed = answers != upload.answers
    if changed:
        upload.answers = answers
        upload.save(update_fields=["answers"])
    return changed


def done(plan: Plan) -> str:
    return _("Imported: %(new)d new, %(changed)d changed, %(left)d left out.") % {
        "new": plan.count(State.NEW),
        "changed": plan.count(State.CHANGED),
        "left": len(plan.open) + plan.count(State.LEFT_OUT),
    }
