"""The history of an object in the admin, its earlier versions, and what was deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from speakers.figures import is_number
from speakers.history.crossing import is_crossed
from speakers.history.models import Change, Edit
from speakers.history.reading import edits_of, entries
from speakers.history.recording import is_recorded, recorded
from speakers.history.restoring import (
    Step,
    counted,
    deleted,
    fingerprint,
    lost,
    restore,
    steps,
    whole_of,
)
from speakers.history.states import states, thing
from speakers.history.words import Words
from speakers.rights import allowed

PAGE = 25


class HistoryAdmin(admin.ModelAdmin):
    """Keeps what its pages write, and shows it field by field."""

    object_history_template = "admin/history.html"

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.keeping(request, super().changeform_view, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete what has not been changed since the user was asked, else ask again."""
        obj = self.get_object(request, unquote(object_id))
        latest = edits_of(obj).first() if obj else None
        asked = {"latest_edit": latest.pk if latest else 0} | (extra_context or {})
        seen = request.POST.get("latest-edit", "")
        if latest and is_number(seen) and int(seen) < latest.pk:
            text = _("Meanwhile %(who)s changed it. Look again before you delete it.")
            messages.warning(request, text % {"who": latest.author})
            return redirect(request.get_full_path())
        return self.keeping(request, super().delete_view, object_id, asked)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"deleted_url": self.deleted_url(request)} | (extra_context or {})
        return self.keeping(request, super().changelist_view, context)

    def keeping(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with `view`; what it writes stands in the history as the user's.

        What somebody else has crossed is tried once more, when the checks know what they did.
        """
        if request.method != "POST" or is_recorded():
            return view(request, *args, **kwargs)
        sent: Any = request.POST
        try:
            with recorded(request.user):
                return view(request, *args, **kwargs)
        except DatabaseError as error:
            if not is_crossed(error):
                raise
        repeated: Any = request
        for file in repeated.FILES.values():
            file.seek(0)
        repeated.POST = sent
        repeated._messages = default_storage(request)  # noqa: SLF001 - without those of what failed
        with recorded(request.user):
            return view(request, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("<int:key>/restore/<int:after>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def address(self, name: str, *args: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}",
            args=args,
            current_app=self.admin_site.name,
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show each edit with its fields, and what the journal says that no edit tells."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return super().history_view(request, object_id, extra_context)
        edits = edits_of(obj)
        page = Paginator(edits, PAGE).get_page(request.GET.get("p"))
        latest = edits.first()
        context = {
            "latest": latest and latest.pk,
            "page": page,
            "entries": entries(page.object_list),
            "may_restore": self.has_edit_permission(request, obj),  # type: ignore[attr-defined]
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def deleted_url(self, request: HttpRequest) -> str:
        """Return where to find what was deleted, for those who may add; else ""."""
        return self.address("deleted") if self.has_add_permission(request) else ""

    def deletions(self) -> QuerySet[Change]:
        return deleted(self.model)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List what was deleted and may be restored."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        found = [
            (change, self.last_state(change))
            for change in self.deletions()
            if self.may_restore(request, self.last_state(change))
        ]
        page = Paginator(found, PAGE).get_page(request.GET.get("p"))
        return self.page(
            request, "admin/deleted.html", page=page, title=_("Deleted, to be restored")
        )

    def last_state(self, gone: Change) -> Model:
        """Return a deleted object as it was."""
        return thing(self.model, gone.key, gone.before or {})

    def may_restore(self, request: HttpRequest, obj: Model) -> bool:
        """Say whether the user may bring back what was deleted."""
        return self.may(request, "add", obj)  # type: ignore[attr-defined]

    def restore_view(self, request: HttpRequest, key: int, after: int) -> HttpResponse:
        """Show what would change if the object were as after the edit `after`, and do it."""
        problems: list[str] = []
        if request.method == "POST":
            try:
                obj = self.restored(request, key, after)
            except ValidationError as error:
                problems = error.messages
            else:
                if obj:
                    return redirect(self.address("change", key))
        plan = self.plan(request, key, after)
        words = Words()
        return self.page(
            request,
            "admin/restore.html",
            title=_("Restore this version?"),
            lines=[line for step in plan if not step.along for line in step.lines(words)],
            along=counted(step.model for step in plan if step.along),
            along_count=sum(step.along for step in plan),
            lost=counted(lost(self.model, key, after)),
            obj=self.subject(key, plan),
            gone=not self.model._base_manager.filter(pk=key).exists(),  # noqa: SLF001
            edit=Edit.objects.select_related("made_by").filter(pk=after).first(),
            fingerprint=fingerprint(plan),
            problems=problems or self.withheld(request, plan),
        )

    def plan(self, request: HttpRequest, key: int, after: int) -> list[Step]:
        """Return what to do, or refuse: each step takes the right to it."""
        plan = steps(self.model, key, after)
        if not plan:
            get_object_or_404(self.get_queryset(request), pk=key)
        subject = self.subject(key, plan)
        action = "change" if states(self.model, [key]) else "add"
        if not self.may(request, action, subject):  # type: ignore[attr-defined]
            raise PermissionDenied
        own = (step for step in plan if not step.along)
        if not all(allowed(request.user, step.permission, subject) for step in own):
            raise PermissionDenied
        return plan

    def withheld(self, request: HttpRequest, plan: list[Step]) -> list[str]:
        """Say what would come back with the object and the user may not add."""
        user: Any = request.user
        kinds = [
            step.model
            for step in plan
            if step.along
            and not user.has_perm(step.permission)
            and not user.has_perm(step.permission, whole_of(step, plan))
        ]
        text = _("You may not bring back what was deleted with it: %(kind)s (%(count)d).")
        return [text % {"kind": kind, "count": count} for kind, count in counted(kinds)]

    def subject(self, key: int, plan: list[Step]) -> Model:
        """Return the object as it is, or as it was before it was deleted."""
        now = self.model._base_manager.filter(pk=key).first()  # noqa: SLF001
        then = next((each.then for each in plan if each.key == key and not each.now), None)
        if not now and not then:
            raise Http404
        return now or thing(self.model, key, then or {})

    def restored(self, request: HttpRequest, key: int, after: int) -> Model | None:
        """Restore the version; None if the object is no longer what the user was shown."""
        user: Any = request.user
        with recorded(user, gettext_noop("Restored an earlier version")):
            rows = self.model._base_manager.select_for_update().filter(pk=key)  # noqa: SLF001
            list(rows.order_by().values_list("pk"))  # sorted by its event, it would lock that
            plan = self.plan(request, key, after)
            if request.POST.get("fingerprint") != fingerprint(plan):
                messages.warning(request, _("It was changed meanwhile. This is how it is now."))
                return None
            if refused := self.withheld(request, plan):
                raise ValidationError(refused)
            was_there = bool(states(self.model, [key]))
            restore(plan)
            obj = self.model._base_manager.get(pk=key)  # noqa: SLF001
            if not self.may(request, "change", obj):  # type: ignore[attr-defined]
                raise PermissionDenied  # the version belongs to another event
            LogEntry.objects.log_actions(
                user.pk,
                [obj],
                CHANGE if was_there else ADDITION,
                change_message=[{"changed": {}}] if was_there else [{"added": {}}],
            )
        messages.success(request, self.restored_message(obj, sum(step.along for step in plan)))
        return obj

    def restored_message(self, obj: Model, others: int) -> str:
        if not others:
            return _("“%(object)s” was restored.") % {"object": obj}
        text = ngettext(
            "“%(object)s” was restored, with %(count)d other object.",
            "“%(object)s” was restored, with %(count)d other objects.",
            others,
        )
        return text % {"object": obj, "count": others}

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        common = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, common | context)
