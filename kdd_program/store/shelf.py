"""Pages that all workers share, so that each is rendered once and outlives the worker."""

import logging
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import BaseCache

from kdd_program.store.addresses import Key
from kdd_program.store.memory import Kept

MADE_OF = ("kdd_program", "sessions", "speakers", "templates", "locale", "static")
logger = logging.getLogger(__name__)


def build() -> str:
    """Return a name for what pages are made of beside the program: code, texts, files, storage."""
    digest = sha256(repr(settings.STORAGES).encode())
    for folder in MADE_OF:
        for file in sorted(Path(settings.BASE_DIR / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


class Shelf:
    """Answers by their keys in a cache of Django's, for one build of the site.

    It is never needed: where the cache fails, the shelf is as good as empty.
    """

    def __init__(self, cache: BaseCache, build: str) -> None:
        self.cache = cache
        self.build = build

    def get(self, key: Key) -> Kept | None:
        """Return what some worker has put under a key, of whatever version it is."""
        try:
            kept: Kept | None = self.cache.get(self.place(key))
        except Exception as error:  # noqa: BLE001 - whatever the cache raises, a page can be made
            logger.warning("A shared page cannot be read: %s", type(error).__name__)
            return None
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Share an answer in place of an earlier one."""
        try:
            self.cache.set(self.place(key), kept)
        except Exception as error:  # noqa: BLE001 - whatever the cache raises, the page is there
            logger.warning("A page cannot be shared: %s", type(error).__name__)

    def place(self, key: Key) -> str:
        return sha256(repr((self.build, *key)).encode()).hexdigest()
