"""Django's admin with our site: see `kdd_program.accounts.site`."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "kdd_program.accounts.site.ProgramAdminSite"

    def ready(self) -> None:
        super().ready()
        for name in ("users", "journal"):  # need the models and the admin site
            import_module(f"kdd_program.accounts.{name}")
