"""Static files under names that change with their contents, so that browsers may keep them."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also renames the modules that ES modules import."""

    support_js_module_import_aggregation = True


class StaticFilesGiven(WhiteNoiseMiddleware):
    """Middleware: gives out static files, also those collected since this worker began.

    While workers are replaced in an upgrade, a page of a new one asks the old ones for its files.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        url = request.path_info
        if url.startswith(self.static_prefix) and url not in self.files:
            self.look_for(url)
        return super().__call__(request)

    def look_for(self, url: str) -> None:
        path = Path(f"{settings.STATIC_ROOT}/{url.removeprefix(self.static_prefix)}")
        with suppress(OSError):  # such as a name that is too long
            if self.url_is_canonical(url) and path.is_file():
                self.add_file_to_dictionary(url, str(path))
