"""Making a copy: which files it has, and what is in each."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from kdd_program.sitemaps import EVENT_PAGES
from kdd_program.static_copy import program
from kdd_program.static_copy.addresses import file_name, safe, view_at
from kdd_program.static_copy.cards import write_cards
from kdd_program.static_copy.files import COPY, all_static_files, static_files, uploads
from kdd_program.static_copy.folder import Folder
from kdd_program.static_copy.links import Links
from kdd_program.static_copy.pages import CHOICE, NOT_FOUND, Pages
from kdd_program.static_copy.rendering import render, request_for
from kdd_program.static_copy.rewriting import Rewriter
from sessions.models import Event
from sessions.templatetags.sharing import LISTS

SITEMAP, ROBOTS = "/sitemap.xml", "/robots.txt"
# Pages that search engines are told of, and those on which modules read the program, or the words
FOUND = {
    *("home", "speakers:list", "speakers:detail", "organizations:list", "organizations:detail"),
    *(f"program:{name}" for name in (*EVENT_PAGES, "session", "topic", "changes")),
}
READS_PROGRAM = {f"program:{name}" for name in ("event", "schedule", "now", "agenda")}
READS_WORDS = {"program:schedule", *LISTS}
TEMPLATES = {CHOICE: "copy/languages.html", NOT_FOUND: "404.html"}


class Copy:
    """A copy of the program of `event` in the folder at `path`.

    With a `base` it has full addresses under it, and cards, else relative ones. `version` is that
    of the program, `build` that of the site. Raises `CopyError`.
    """

    def __init__(self, event: Event, path: Path, base: str, *, version: str, build: str) -> None:
        self.event = event.root
        self.base = base
        self.build = build
        self.pages = Pages(self.event)
        self.cards = list(self.pages.cards()) if base else []
        self.static = all_static_files()
        self.uploads = {each.url: each for each in uploads(self.pages)}
        self.files = self.named()
        self.links = Links(self.files, base)
        assets = list(static_files(COPY))
        self.rewriter = Rewriter(self.links, self.modules, self.kept_offline, assets)
        self.key = sha256(repr((self.event.slug, base, version, build)).encode()).hexdigest()
        self.folder = Folder(path, self.key, set(self.files.values()))

    def named(self) -> dict[str, str]:
        """Return the files of the copy by the addresses of what they hold."""
        made = [SITEMAP, ROBOTS] if self.base else []
        addresses = [*self.pages, *self.data, "/words.json", *made, *self.static, *self.cards]
        pictures = {
            url: "/".join(["media", *map(safe, str(each.name).split("/"))])
            for url, each in self.uploads.items()
        }
        return {each: file_name(each) for each in addresses} | pictures

    @cached_property
    def data(self) -> dict[str, tuple[Event, str]]:
        """What the modules read of which event, in which language, "" for both."""
        languages = [code for code, _name in settings.LANGUAGES]
        return {
            f"/{language}/{each.slug}/search.json": (each, language)
            for each in self.pages.family
            for language in languages
        } | {f"/{each.slug}/words.json": (each, "") for each in self.pages.family}

    def __len__(self) -> int:
        return len(self.files)

    def write(self) -> Iterator[str]:
        """Write what is missing, and remove what is no longer in the copy; yield file by file."""
        cards = {self.files[each]: each for each in self.cards}
        for address, file in self.files.items():
            if file in cards:
                continue
            if not self.folder.has(file):
                self.folder.put(file, self.content(address))
            yield file
        yield from write_cards(cards, self.folder, self.build)
        self.folder.finish(self.key)

    def content(self, address: str) -> bytes:
        """Return what is in the file of an address."""
        if address in self.static:
            return self.static[address].read_bytes()
        if address in self.uploads:
            with self.uploads[address].open() as upload:
                content: bytes = upload.read()
            return content
        if address in self.data or address == "/words.json":
            return self.for_modules(address)
        if address in (SITEMAP, ROBOTS):
            return self.for_search_engines(address)
        request = request_for(address, self.event_at(address), self.links.absolute)
        if address in TEMPLATES:
            with translation.override(settings.LANGUAGE_CODE):
                text = render_to_string(TEMPLATES[address], {"event": self.event}, request)
            return self.rewriter.html(text, address).encode()
        return self.rewriter.file(render(request), address)

    def event_at(self, address: str) -> Event:
        """Return the event in whose program an address stands."""
        folders = address.split("/")
        return next((each for each in self.pages.family if each.slug in folders[1:3]), self.event)

    def for_modules(self, address: str) -> bytes:
        event, language = self.data.get(address, (None, ""))
        if event and language:
            return program.program(event, language, self.rewriter.part)
        return program.words(event, request_for("/", self.event, self.links.absolute))

    def for_search_engines(self, address: str) -> bytes:
        if address == ROBOTS:
            return f"User-agent: *\n\nSitemap: {self.base}sitemap.xml\n".encode()
        found = (self.links.absolute(each) for each in self.pages if view_at(each) in FOUND)
        urls = [{"location": each} for each in found]
        return render_to_string("sitemap.xml", {"urlset": urls}).encode()

    def modules(self, address: str, file: str) -> str:
        """Return the script tags that a page has in a copy alone, with where its data is."""
        event, data = self.event_at(address), {}
        view = view_at(address.partition("?")[0])
        language = translation.get_language_from_path(address)
        if view in READS_PROGRAM:
            data["program"] = f"/{language}/{event.slug}/search.json"
        if view in READS_WORDS:
            of_event = view.startswith("program:")
            data["words"] = f"/{event.slug}/words.json" if of_event else "/words.json"
        named = {name: self.rewriter.here(url, file) for name, url in data.items()}
        if named:
            with translation.override(language):
                named["lost"] = _("There was no answer. Check the network.")
        module = self.rewriter.here(static("copy/copy.js"), file)
        attributes = "".join(f' data-{name}="{escape(text)}"' for name, text in named.items())
        script = f'<script type="module" src="{module}"{attributes}></script>\n  '
        if named:
            from_disk = self.rewriter.here(static("copy/disk.js"), file)
            script += f'<script src="{from_disk}" defer></script>\n  '
        return script + (self.none_found(language) if view in LISTS else "")

    def kept_offline(self, language: str) -> list[str]:
        """Return what is needed without a network in a copy alone: its data, and what is on now."""
        data = [each for each, (_event, of) in self.data.items() if of in (language, "")]
        with translation.override(language):
            return data + [reverse("program:now", args=[each.slug]) for each in self.pages.family]

    def none_found(self, language: str | None) -> str:
        """Return what a list is to show where a search finds nothing."""
        with translation.override(language):
            text = render_to_string("includes/list_empty.html", {"query": "{query}"})
        return f'<template id="none-found">{text}</template>\n  '
