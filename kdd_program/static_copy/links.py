"""Where the links in a copy lead: to its own files, relative or in full, or nowhere."""

from collections.abc import Mapping
from posixpath import dirname, relpath
from urllib.parse import quote, urlsplit

from django.conf import settings

from kdd_program.static_copy.addresses import INDEX, Target, target
from kdd_program.static_copy.rendering import HOST, ORIGIN

WEBCAL = f"webcal://{HOST}"


class Links:
    """The links between the `files` of a copy, given by the addresses of what they hold.

    With a `base`, such as "https://example.org/2023/", they are full addresses of folders; without
    one they are relative and name each file, so that the copy works in any folder and from a disk.
    """

    def __init__(self, files: Mapping[str, str], base: str) -> None:
        self.files = files
        self.base = base
        by_file = {file.lower(): address for address, file in files.items()}
        if twice := sorted(files.keys() - set(by_file.values())):
            raise ValueError(f"Two pages would have the same file: {', '.join(twice)}")

    def find(self, url: str) -> Target | None:
        """Return what a path of the site stands for in the copy, None if it is not in it.

        An address without language is that of the page in the first language.
        """
        found = target(url)
        if found.address in self.files:
            return found
        first = found._replace(address=f"/{settings.LANGUAGE_CODE}{found.address}")
        return first if first.address in self.files else None

    def link(self, url: str, here: str) -> str | None:
        """Return `url` as it is written in the file `here`; None if it leads nowhere in a copy.

        What leads to other sites stays as it is.
        """
        if url in self.files:  # a file of another address, such as a picture in a bucket
            return self.written(Target(url, "", ""), here)
        local = url.removeprefix(WEBCAL).removeprefix(ORIGIN)
        parts = urlsplit(local)
        if parts.scheme or parts.netloc or not local:
            return url
        if local.startswith("#"):
            return local
        found = self.find(local)
        if found is None:
            return None
        link = self.written(found, here)
        scheme = self.base.partition(":")[0]
        return link.replace(scheme, "webcal", 1) if scheme and url.startswith(WEBCAL) else link

    def written(self, found: Target, here: str) -> str:
        file = self.files[found.address]
        if self.base:
            return self.base + quote(file.removesuffix(INDEX)) + found.tail
        return quote(relpath(file, dirname(here) or ".")) + found.tail

    def absolute(self, url: str) -> str:
        """Return a full address for a path of the site; without a base, one to be made relative."""
        if urlsplit(url).scheme:
            return url
        return (self.link(url, "") or self.base) if self.base else f"{ORIGIN}{url}"
