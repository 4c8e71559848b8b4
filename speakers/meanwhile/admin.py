"""Saving a page of the admin that somebody else may have changed since it was opened."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from speakers.figures import is_number
from speakers.history.admin import HistoryAdmin
from speakers.history.restoring import deleted, restore, steps
from speakers.meanwhile.merging import Decision, Merged, Place, State, merge
from speakers.meanwhile.sending import pack, sent, state, unpack, write
from speakers.meanwhile.telling import Telling

LOADED = "loaded-state"  # fields of the page: what it was opened with
SEEN = "seen-state"  # what stood there when the clashes were shown
CHOICE = "choice-"
OWN = (LOADED, SEEN, "csrfmiddlewaretoken", "restore-and-save")


class MeanwhileAdmin(HistoryAdmin):
    """Overwrites nothing that was changed since the page was opened.

    What only others changed is taken over, and said; what both changed is asked, field by field.
    """

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Let the form carry what it was opened with, also when it is shown again with errors."""
        if request.method == "POST":
            context["loaded"] = request.POST.get(LOADED, "")
        elif context["original"]:
            sets = [each.formset for each in context["inline_admin_formsets"]]
            context["loaded"] = pack(state(context["adminform"].form, sets))
        return super().render_change_form(request, context, *args, **kw)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        return self.keeping(request, self.merging_view, object_id, form_url, extra_context)

    def merging_view(self, request: HttpRequest, object_id: str, *more: Any) -> HttpResponse:
        question = self.merge_meanwhile(request, unquote(object_id))
        return question or super().changeform_view(request, object_id, *more)

    def merge_meanwhile(self, request: HttpRequest, key: str) -> HttpResponse | None:
        """Put what was sent on top of what stands in the database now, or return what to ask."""
        if not self.lock(request, key) and (question := self.bring_back(request, key)):
            return question
        obj = self.get_object(request, key)
        if not obj or not self.has_change_permission(request, obj):
            return None  # Django's answer is the right one
        form, formsets = self.as_it_stands(request, obj)
        now = state(form, formsets)
        seen = unpack(request.POST.get(SEEN, ""))

        def decide(place: Place) -> Decision:
            choice = request.POST.get(f"{CHOICE}{place}") or request.POST.get(f"{CHOICE}all")
            shown = value_at(seen, place) == value_at(now, place) and seen
            return choice if shown and choice in ("mine", "theirs") else None  # type: ignore[return-value]

        loaded = unpack(request.POST.get(LOADED, ""))
        rows = sent(form, formsets, request.POST, request.FILES)
        merged = merge(loaded, now, rows, decide)
        sending: Any = request
        sending.POST = write(merged.rows, formsets, request.POST, request.FILES)
        telling = Telling(obj, form, formsets)
        if merged.clashes:
            return self.ask(request, obj, telling, merged, pack(now))
        sending.POST[LOADED] = pack(now)
        for line in telling.taken(merged.taken):
            messages.info(request, line)
        return None

    def lock(self, request: HttpRequest, key: str) -> bool:
        """Keep others from changing the object and its rows until the end of the transaction.

        In an order of their own: what they would be sorted by is locked with them.
        """
        obj = self.get_object(request, key)
        if not obj:
            return False
        rows = self.model._base_manager.select_for_update().filter(pk=obj.pk)  # noqa: SLF001
        if not rows.order_by().values_list("pk"):
            return False
        for formset_class, _inline in self.get_formsets_with_inlines(request, obj):
            inlines = formset_class.model._base_manager.select_for_update()  # noqa: SLF001
            own = inlines.filter(**{formset_class.fk.name: obj.pk})
            list(own.order_by("pk").values_list("pk"))
        return True

    def as_it_stands(
        self, request: HttpRequest, obj: models.Model
    ) -> tuple[Any, list[BaseInlineFormSet]]:
        """Return the forms of the page as someone would see them who opens it now.

        Rows that the user may not change are left out: nothing of them is sent.
        """
        form = self.get_form(request, obj, change=True)(instance=obj)
        formsets, prefixes = [], []
        for formset_class, inline in self.get_formsets_with_inlines(request, obj):
            prefix = formset_class.get_default_prefix()
            prefixes.append(prefix)
            count = prefixes.count(prefix)
            if inline.has_change_permission(request, obj):
                formsets.append(
                    formset_class(
                        instance=obj,
                        prefix=prefix if count == 1 else f"{prefix}-{count}",
                        queryset=inline.get_queryset(request),
                    )
                )
        return form, formsets

    def ask(
        self, request: HttpRequest, obj: models.Model, telling: Telling, merged: Merged, now: str
    ) -> HttpResponse:
        """Answer with both values of all that both changed, to decide between them."""
        return self.question(
            request,
            obj,
            title=_("Someone else changed this meanwhile"),
            questions=telling.questions(merged.clashes),
            taken=telling.taken(merged.taken),
            uploads=[(name, str(file)) for name, file in request.FILES.items()],
            seen=now,
        )

    def question(self, request: HttpRequest, obj: models.Model | None, **context: Any) -> Any:
        kept = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in OWN and not name.startswith(CHOICE)
            for value in values
        ]
        return TemplateResponse(
            request,
            "admin/meanwhile.html",
            self.admin_site.each_context(request)
            | {
                "opts": self.opts,
                "original": obj,
                "kept": kept,
                "loaded": request.POST.get(LOADED, ""),
                "is_popup": "_popup" in request.POST,
            }
            | context,
        )

    def bring_back(self, request: HttpRequest, key: str) -> HttpResponse | None:
        """Ask whether to restore an object that was deleted since; restore it if that is wanted."""
        gone = deleted(self.model).filter(key=key).first() if is_number(key) else None
        if not gone:
            return None
        last = self.last_state(gone)
        plan = steps(self.model, int(key), gone.before_edit)
        if not self.may_restore(request, last) or self.withheld(request, plan):
            return None
        problems: list[str] = []
        if "restore-and-save" in request.POST:
            try:
                with transaction.atomic():
                    restore(plan)
            except ValidationError as error:
                problems = error.messages
            else:
                return None
        title = _("Someone else deleted this meanwhile")
        return self.question(request, last, title=title, deletion=gone, problems=problems)


def value_at(page: State, place: Place) -> Any:
    """Return a field's value in a state, or a whole row."""
    row = page.get(place.prefix, {}).get(place.key)
    return row.get(place.name) if row is not None and place.name else row
