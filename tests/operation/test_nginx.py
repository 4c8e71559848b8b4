"""nginx as `deploy/` sets it up, before workers that are not there."""

import re
import ssl
from http.client import HTTPSConnection

import pytest

from sessions.exchange.spreadsheet.sheet import MOST_BYTES
from tests.operation.test_deployment import DEPLOY, proxy_files
from tests.processes import free_port, has_ipv6, needed, running

pytestmark = pytest.mark.any_database
FORM_AROUND = 1_000_000  # bytes, and more than enough


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Return the port at which nginx serves HTTPS."""
    folder, port, worker = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    proxy_files(folder, [worker], port)
    command = [needed("nginx"), "-c", folder / "nginx.conf", "-g", "daemon off;", "-p", folder]
    with running(command, port):
        yield port


def answer_to_a_form(port, length, address="127.0.0.1"):
    """Return status and text of the answer to a form of so many bytes, which are not sent."""
    context = ssl._create_unverified_context()  # noqa: S323
    connection = HTTPSConnection(address, port, timeout=10, context=context)
    connection.putrequest("POST", "/zh-hans/admin/")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    response = connection.getresponse()
    return response.status, response.read().decode()


NO_IPV6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.mark.parametrize("address", ["127.0.0.1", pytest.param("::1", marks=NO_IPV6)])
def test_a_file_that_is_too_large_is_refused_in_both_languages(port, address):
    status, said = answer_to_a_form(port, 60_000_000, address)
    assert status == 413
    assert "larger than 50 MB" in said
    assert "超过 50 MB" in said


def test_a_file_as_large_as_the_site_takes_is_let_by():
    site = (DEPLOY / "nginx/site.conf.template").read_text()
    [limit] = re.findall(r"client_max_body_size (\d+)m;", site)
    assert int(limit) * 1024**2 > MOST_BYTES + FORM_AROUND
