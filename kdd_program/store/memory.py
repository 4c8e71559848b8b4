"""What is kept, within a number of bytes."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from kdd_program.store.addresses import Key
from kdd_program.store.answers import Answer

NEWCOMERS = 4  # those asked for once may push each other out within a quarter of the room


class Kept(NamedTuple):
    """An answer, the version of the program it shows, and the clock's turn it belongs to.

    The version is None where the answer shows nothing of it. `proof` tells whether the answer is
    that of another version too.
    """

    answer: Answer
    version: int | None
    turn: int | None
    proof: bytes | None = None

    def is_of(self, version: int | None, turn: int | None) -> bool:
        return self.version == version and self.turn == turn

    def is_before(self, version: int | None) -> bool:
        return self.version is not None and version is not None and self.version < version


class Memory:
    """Answers by their keys, together at most `size` bytes large; safe to use from threads.

    It has two parts, each in the order of last use (a segmented LRU): newcomers, and what has been
    asked for again. A flood of addresses that are asked for once, such as searches and agendas,
    pushes out none of the latter.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.lock = Lock()
        self.newcomers: OrderedDict[Key, Kept] = OrderedDict()
        self.proven: OrderedDict[Key, Kept] = OrderedDict()
        self.newcomers_bytes = 0
        self.proven_bytes = 0

    def get(self, key: Key) -> Kept | None:
        """Return what is kept under a key, of whatever version it is."""
        with self.lock:
            kept = self.proven.get(key)
            if kept:
                self.proven.move_to_end(key)
                return kept
            kept = self.newcomers.pop(key, None)
            if kept:
                self.newcomers_bytes -= weight(key, kept)
                self.proven[key] = kept
                self.proven_bytes += weight(key, kept)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer in place of an earlier one, unless it is too large for the newcomers."""
        with self.lock:
            new = weight(key, kept)
            if key in self.proven:
                self.proven_bytes += new - weight(key, self.proven[key])
                self.proven[key] = kept
            elif new <= self.size // NEWCOMERS:
                if key in self.newcomers:
                    self.newcomers_bytes -= weight(key, self.newcomers[key])
                self.newcomers[key] = kept
                self.newcomers_bytes += new
            self.make_room()

    def make_room(self) -> None:
        while self.newcomers_bytes + self.proven_bytes > self.size:
            if self.newcomers_bytes > self.size // NEWCOMERS or not self.proven:
                key, kept = self.newcomers.popitem(last=False)
                self.newcomers_bytes -= weight(key, kept)
            else:
                key, kept = self.proven.popitem(last=False)
                self.proven_bytes -= weight(key, kept)


def weight(key: Key, kept: Kept) -> int:
    return kept.answer.size + len(kept.proof or b"") + len(key.query)
