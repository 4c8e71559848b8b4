"""Files that a copy takes over as they are: style sheets, modules, fonts, and uploaded pictures."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models.fields.files import FieldFile
from django.templatetags.static import static
from django.utils.translation import gettext as _

from kdd_program.offline import FOLDERS, STATIC, SUFFIXES
from kdd_program.static_copy.folder import CopyError
from kdd_program.static_copy.pages import Pages
from sessions.models import Resource

COPY = "copy"  # the modules that a copy alone has


def static_files(*folders: str) -> dict[str, Path]:
    """Return the site's own files by their addresses. Raises `CopyError` if they are missing."""
    files = (file for folder in folders for file in sorted((STATIC / folder).rglob("*")))
    names = [
        file.relative_to(STATIC).as_posix() for file in files if file.suffix in {*SUFFIXES, ".ico"}
    ]
    try:
        return {(address := static(name)): stored(name, address) for name in names}
    except (OSError, ValueError) as error:
        raise CopyError(
            _("The site's style sheets and modules are not collected: run manage.py collectstatic.")
        ) from error


def stored(name: str, address: str) -> Path:
    """Return the file that is served at the address of a static file."""
    served = unquote(address.removeprefix(settings.STATIC_URL))
    found = Path(settings.STATIC_ROOT) / served
    if served == name:  # names do not change with the contents, so what was collected may be old
        found = Path(str(finders.find(name)))
    if not found.is_file():
        raise FileNotFoundError(found)
    return found


def all_static_files() -> dict[str, Path]:
    return static_files(*FOLDERS, COPY)


def uploads(pages: Pages) -> Iterator[FieldFile]:
    """Yield the uploads that the pages show or lead to: photos, logos, slides."""
    resources = Resource.objects.filter(session__in=pages.sessions).order_by("pk")
    fields = [each.photo for each in pages.speakers]
    fields += [each.logo for each in pages.organizations]
    fields += [each.file for each in resources]
    yield from filter(None, fields)
