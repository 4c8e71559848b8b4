"""The room for pages: never more than allowed, and what is asked for again stays."""

import pytest

from kdd_program.store.addresses import Key
from kdd_program.store.answers import OVERHEAD, make_answer
from kdd_program.store.memory import Kept, Memory

pytestmark = pytest.mark.any_database

ROOM = 20 * (OVERHEAD + 1000)


def key(number):
    return Key(secure=True, host="kdd.example", path=f"/{number}/", query="")


def kept(size=1000, version=1):
    headers = [("Content-Type", "image/png")]
    return Kept(make_answer("200 OK", headers, b"x" * size), version, None)


def everything(memory):
    return {**memory.newcomers, **memory.proven}


def bytes_in(memory):
    return sum(each.answer.size for each in everything(memory).values())


def test_memory_stays_within_its_size():
    memory = Memory(ROOM)
    for number in range(1000):
        memory.put(key(number), kept(size=number))
        if number % 3 == 0:
            memory.get(key(number))
        assert bytes_in(memory) <= ROOM
    assert memory.newcomers_bytes + memory.proven_bytes == bytes_in(memory) > ROOM / 2


def test_a_flood_of_addresses_asked_for_once_pushes_out_nothing_that_is_in_use():
    memory = Memory(ROOM)
    for number in range(10):
        memory.put(key(number), kept())
        memory.get(key(number))
    for number in range(1000, 2000):
        memory.put(key(number), kept())
    assert all(memory.get(key(number)) for number in range(10))


def test_what_has_not_been_used_for_longest_goes_first():
    memory = Memory(ROOM)
    for number in range(15):
        memory.put(key(number), kept())
        memory.get(key(number))
    memory.get(key(0))
    for number in range(15, 25):
        memory.put(key(number), kept())
        memory.get(key(number))
    assert memory.get(key(0))
    assert not memory.get(key(1))


def test_newcomers_may_fill_room_that_nothing_else_needs():
    memory = Memory(ROOM)
    for number in range(20):
        memory.put(key(number), kept())
    assert len(everything(memory)) == 20


def test_new_version_takes_the_place_of_the_old_one():
    memory = Memory(ROOM)
    for number in (1, 2):
        for version in (1, 2, 3):
            memory.put(key(number), kept(version=version))
            assert memory.get(key(number)).version == version
    assert bytes_in(memory) == memory.newcomers_bytes + memory.proven_bytes == ROOM / 10


def test_answer_too_large_for_the_room_is_not_kept():
    memory = Memory(ROOM)
    memory.put(key(1), kept())
    memory.put(key(2), kept(size=ROOM))
    assert list(everything(memory)) == [key(1)]
