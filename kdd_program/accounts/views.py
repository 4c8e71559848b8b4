"""Pages about one's own account, and the journal of what happened to accounts."""

from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from django_otp.plugins.otp_static.models import StaticToken

from kdd_program.accounts.journal import changes
from kdd_program.accounts.places import places_of, sign_out_elsewhere

SHOWN = 100


@method_decorator(never_cache, name="dispatch")
class AccountPage(TemplateView):
    """A page of the admin `site`."""

    site: AdminSite | None = None

    @property
    def user(self) -> Any:
        return self.request.user

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        common = self.site.each_context(self.request) if self.site else {}
        return common | super().get_context_data(**kwargs)


class Account(AccountPage):
    """Where one is signed in, with the way out; and whether there is a second factor."""

    template_name = "admin/account/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Your account"),
            places=places_of(self.request),
            tokens=self.user.tokens.count(),
            codes_left=StaticToken.objects.filter(device__user=self.user).count(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Sign out everywhere but here."""
        count = sign_out_elsewhere(request)
        text = ngettext("Signed out in %d other place.", "Signed out in %d other places.", count)
        messages.success(request, text % count)
        return redirect("admin:account")


class Journal(AccountPage):
    """The latest sign-ins, failed ones, and changes to accounts and rights; for superusers."""

    template_name = "admin/account/journal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.user.is_superuser:
            raise PermissionDenied
        return super().get_context_data(
            title=_("Journal of accounts"),
            sign_ins=AccessLog.objects.order_by("-attempt_time")[:SHOWN],
            failures=AccessFailureLog.objects.order_by("-attempt_time")[:SHOWN],
            changes=changes().select_related("user", "content_type")[:SHOWN],
            **kwargs,
        )
