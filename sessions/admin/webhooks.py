"""Webhooks of events: where they lead, what became of each delivery, and sending one again."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ForeignKey, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from sessions.admin.rights import OfEventsAdmin
from sessions.models import Delivery, Event, Webhook
from sessions.rights import restricted
from sessions.webhooks.reaching import CannotReachError, target
from sessions.webhooks.signing import make_secret

PAGE = 25


class WebhookForm(forms.ModelForm):
    """Takes addresses on the internet only."""

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            target(url)
        except CannotReachError as error:
            raise ValidationError(str(error.problem.label)) from error
        return url


class LastDeliveryFilter(admin.SimpleListFilter):
    """What became of the last delivery."""

    title = gettext_lazy("last delivery")
    parameter_name = "last"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return Delivery.State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(last_state=self.value()) if self.value() else queryset


@admin.register(Webhook)
class WebhookAdmin(OfEventsAdmin):
    """For those who may edit the event. A secret is shown once, when it has been made."""

    form = WebhookForm
    list_display = ("url", "event", "is_active", "last_delivery", "made_by", "made_at")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), LastDeliveryFilter, "is_active")
    list_select_related = ("event", "made_by")

    def get_fields(self, request: HttpRequest, obj: Webhook | None = None) -> Any:
        facts = ("made_at", "made_by") if obj else ()
        return ("event", "url", "is_active", *facts)

    def get_readonly_fields(self, request: HttpRequest, obj: Webhook | None = None) -> Any:
        own = super().get_readonly_fields(request, obj)
        return (*own, "event", "made_at", "made_by") if obj else own

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Show them to nobody who may only translate: an address may hold a password."""
        found: Any = super().get_queryset(request)
        events = self.events(request, "view", "change")
        return restricted(found.with_last_state(), "event", events)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer whole programs: what is inside an event is released with it."""
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.top_level()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("last delivery"), ordering="last_state")
    def last_delivery(self, webhook: Any) -> str:
        return str(Delivery.State(webhook.last_state).label) if webhook.last_state else ""

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        obj.site = request.build_absolute_uri("/")
        if not change:
            obj.made_by = cast("Any", request.user)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.secret_page(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        pages = {
            "deliveries": self.deliveries_view,
            "test": require_POST(self.test_view),
            "secret": require_POST(self.secret_view),
        }
        return [
            *(
                path(f"<path:object_id>/{name}/", view(page), name=f"program_webhook_{name}")
                for name, page in pages.items()
            ),
            path(
                "<path:object_id>/deliveries/<int:pk>/resend/",
                view(require_POST(self.resend_view)),
                name="program_webhook_resend",
            ),
            *super().get_urls(),
        ]

    def webhook(self, request: HttpRequest, object_id: str) -> Webhook:
        """Return the webhook at an address for somebody who may change it, or refuse."""
        webhook = cast("Webhook | None", self.get_object(request, unquote(object_id)))
        if webhook is None:
            raise Http404
        if not self.has_edit_permission(request, webhook):
            raise PermissionDenied
        return webhook

    def deliveries_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List what the webhook was told of, the latest first."""
        webhook = self.webhook(request, object_id)
        told = webhook.deliveries.select_related("release").defer(
            "release__snapshot", "release__changes"
        )
        page = Paginator(told, PAGE).get_page(request.GET.get("p"))
        return self.show(request, "deliveries", webhook, title=_("Deliveries"), page=page)

    def test_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a message that tells of nothing."""
        webhook = self.webhook(request, object_id)
        if not webhook.is_active:
            messages.error(request, _("It is switched off. Make it active, then send a test."))
        else:
            webhook.deliveries.create()
            self.say_it_is_sent(request)
        return redirect(self.address("deliveries", object_id))

    def resend_view(self, request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
        """Send once more what was delivered or given up, or sooner what waits."""
        webhook = self.webhook(request, object_id)
        delivery = get_object_or_404(webhook.deliveries, pk=pk)
        if not webhook.is_active:
            messages.error(request, _("It is switched off. Make it active, then send again."))
        else:
            delivery.send_again()
            self.log_change(request, webhook, [{"changed": {"name": gettext_noop("delivery")}}])
            self.say_it_is_sent(request)
        return redirect(self.address("deliveries", object_id))

    def say_it_is_sent(self, request: HttpRequest) -> None:
        text = _("It is sent within seconds. Open this page anew to see the answer.")
        messages.success(request, text)

    def secret_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a new secret in place of the old one, and show it this once."""
        webhook = self.webhook(request, object_id)
        webhook.secret = make_secret()
        webhook.save(update_fields=["secret"])
        self.log_change(request, webhook, [{"changed": {"name": gettext_noop("secret")}}])
        return self.secret_page(request, webhook)

    def secret_page(self, request: HttpRequest, webhook: Webhook) -> HttpResponse:
        return self.show(request, "secret", webhook, title=_("Secret"), secret=webhook.secret)

    def show(
        self, request: HttpRequest, name: str, webhook: Webhook, **context: Any
    ) -> HttpResponse:
        template = f"admin/program/webhook/{name}.html"
        return self.page(request, template, webhook=webhook, **context)
