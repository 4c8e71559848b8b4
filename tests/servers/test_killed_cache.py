"""The shared cache (Valkey or Redis) that is killed under the running site."""

import signal
from itertools import count

import pytest

from tests.processes import free_port, needed, running
from tests.servers.conftest import wait_until
from tests.servers.organizers import writers_of

PAGE = "/en/llm-day/"
LIMIT = 5  # searches a minute


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    port = free_port()
    command = [needed("valkey-server", "redis-server"), "--port", str(port), "--save", ""]
    folder = tmp_path_factory.mktemp("cache")
    with running([*command, "--logfile", "/dev/null"], port, cwd=folder) as server:
        yield server


def test_without_the_shared_cache_the_site_goes_on_and_limits_return_with_it(cache, new_site):
    address = f"redis://127.0.0.1:{cache.port}/0"
    site = new_site(CACHE_URL=address, RATE_LIMIT=str(LIMIT))
    word = count()

    def searches(number):
        """Return the answers to so many searches, each for something new."""
        return [site.get(f"/en/kdd-2023/schedule/?q={next(word)}")[0] for _each in range(number)]

    (writer,) = writers_of(site, 1)
    wait_until(lambda: 429 in searches(LIMIT))
    cache.stop(signal.SIGKILL)
    assert set(searches(2 * LIMIT)) == {200}
    assert {status for status, _headers, _text in site.often(PAGE)} == {200}
    assert writer.save(1) == 302
    cache.start()
    wait_until(lambda: 429 in searches(LIMIT))
    assert writer.save(2) == 302
    assert writer.kept()
