"""The site's answers as they stand in a copy, each kind in its own way."""

import json
import re
from collections.abc import Callable
from hashlib import sha256

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from kdd_program.static_copy.links import Links
from kdd_program.static_copy.page import Page
from kdd_program.static_copy.rendering import ORIGIN

FULL = re.compile(re.escape(ORIGIN) + r"""(/[^\s"'<>\\]*)""")
# Lines of a calendar, with what is folded, and of citations, that hold a full address
LINES = re.compile(
    r"^(?:URL|SOURCE|UR  -|  url =)[^\r\n]*\r?\n(?:(?<=\r\n)[ \t][^\r\n]*\r\n)*", re.MULTILINE
)
ONLY_FULL = (".ics", ".bib", ".ris")
WORKER_DATA = re.compile(r"(?<= = )\{.*\}(?=;)")
Modules = Callable[[str, str], str]
Addresses = Callable[[str], list[str]]


class Rewriter:
    """Makes files of a copy from the site's answers.

    `modules` gives the script tags of a page, by its address and file; `kept_offline`, by language,
    the addresses that are to be kept beside those that the site keeps; `assets` are the addresses
    of what the copy's own pages are made of beside those of the site.
    """

    def __init__(
        self, links: Links, modules: Modules, kept_offline: Addresses, assets: list[str]
    ) -> None:
        self.links = links
        self.modules = modules
        self.kept_offline = kept_offline
        self.assets = assets

    def file(self, response: HttpResponse, address: str) -> bytes:
        """Return the content of the file that holds the answer at an address."""
        content: bytes = response.getvalue()
        file = self.links.files[address]
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind == "application/pdf" or kind.startswith("image/"):
            return content
        text = content.decode()
        if kind == "text/html":
            text = self.html(text, address)
        elif kind == "text/javascript":
            text = self.worker(text, file)
        elif kind == "application/manifest+json":
            text = self.manifest(text, file)
        elif file.endswith("/offline.json"):
            text = self.offline(text, address)
        elif not self.links.base:
            text = self.without_host(text, file)
        return text.encode()

    def without_host(self, text: str, file: str) -> str:
        """Return a machine format with relative addresses; none where only full ones are valid."""
        if file.endswith(ONLY_FULL):
            return LINES.sub("", text)
        return FULL.sub(lambda found: self.links.link(found[1], file) or "", text)

    def html(self, text: str, address: str) -> str:
        file = self.links.files[address]
        language = translation.get_language_from_path(address)
        with translation.override(language):
            needs_script = _(
                "In this copy of the program, search and agenda need JavaScript and a web server."
            )
        path = address.partition("?")[0]
        page = Page(
            lambda url: self.links.link(f"{path}{url}" if url.startswith("?") else url, file),
            modules=self.modules(address, file),
            needs_script=needs_script,
            is_full=bool(self.links.base),
        )
        return page.rewrite(text)

    def part(self, text: str) -> str:
        """Return HTML that modules put on pages, with links as from the top of the copy."""
        link = self.links.link
        page = Page(lambda url: link(url, ""), modules="", needs_script="", is_full=False)
        return page.rewrite(text)

    def here(self, url: str, file: str) -> str:
        """Return an address that is in the copy for certain, as it is written in a file."""
        link = self.links.link(url, file)
        if link is None:
            raise LookupError(f"{url} is not in the copy")
        return link

    def worker(self, text: str, file: str) -> str:
        """Return the service worker with the addresses of the copy."""
        data = json.loads(WORKER_DATA.findall(text)[0])
        assets = [self.here(each, file) for each in [*data["assets"], *self.assets]]
        data = {
            "version": sha256(" ".join(assets).encode()).hexdigest()[:12],
            "assets": assets,
            "files": f"{self.links.base}static/",
            "fallbacks": {
                f"{self.links.base}{language.strip('/')}/": self.here(page, file)
                for language, page in data["fallbacks"].items()
            },
        }
        return WORKER_DATA.sub(lambda _found: json.dumps(data), text)

    def manifest(self, text: str, file: str) -> str:
        data = json.loads(text)
        for icon in data["icons"]:
            icon["src"] = self.here(icon["src"], file)
        data["id"] = data["start_url"] = self.here(data["start_url"], file)
        data["scope"] = self.links.base or "../" * file.count("/")
        return json.dumps(data, ensure_ascii=False)

    def offline(self, text: str, address: str) -> str:
        """Return what to keep; relative addresses are so to the service worker, at the top."""
        data = json.loads(text)
        pages = [*self.kept_offline(address.split("/")[1]), *data["pages"]]
        data["pages"] = [link for each in pages if (link := self.links.link(each, ""))]
        return json.dumps(data, ensure_ascii=False)
