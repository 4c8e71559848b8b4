"""Pages as files on one machine, where no cache is shared with others."""

from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

SELDOM = 200  # files are written between two looks at how many there are


class PageFiles(FileBasedCache):
    """Django's cache in files, which counts them only now and then.

    Counting takes 7 ms with 2,000 files and 46 with 20,000, and Django does it for each that is
    written. So there may be `SELDOM` more for each process than `MAX_ENTRIES` says.
    """

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.written = 0

    def _cull(self) -> None:
        if self.written % SELDOM == 0:
            super()._cull()  # type: ignore[misc]  # the stubs lack it
        self.written += 1
