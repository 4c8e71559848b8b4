"""Nothing inside of a network is ever called, however it is written, and nothing that hangs."""

import socket
import ssl
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from threading import Thread

import pytest

from sessions.webhooks import reaching
from sessions.webhooks.reaching import CannotReachError, Problem, Reach, post, target
from tests.webhooks.receiver import NAME

pytestmark = pytest.mark.any_database

INTERNAL = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "localhost", "localhost.", "LOCALHOST", "0", "00.0.0.0", "10.0.0.1", "172.16.0.1",
    "192.168.1.1", "100.64.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166",
    "192.0.2.1", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "１２７.0.0.1", "127。0。0。1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[::ffff:169.254.169.254]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[fe80::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[fec0::1]", "[ff0e::1]", "[2001:db8::1]",
    "[2001:0:53aa:64c:0:1:80ff:fffe]",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"]


def problem(call, *arguments):
    with pytest.raises(CannotReachError) as caught:
        call(*arguments)
    return caught.value.problem


@pytest.mark.parametrize("host", INTERNAL)
def test_internal_address_is_refused_in_every_notation(host):
    assert problem(target, f"https://{host}/") in (Problem.INTERNAL, Problem.NAME)


def test_notations_that_this_machine_understands_are_refused_for_where_they_lead():
    for host in ("2130706433", "0x7f.1", "0177.0.0.1", "localhost", "[::ffff:7f00:1]", "[::1]"):
        assert problem(target, f"https://{host}/") == Problem.INTERNAL, host


@pytest.mark.parametrize("address", ["10.0.0.1", "::1", "fe80::1%eth0", "64:ff9b::7f00:1"])
def test_name_that_leads_to_an_internal_address_is_refused(address):
    led = Reach(look_up=lambda _host, _port: ["93.184.216.34", address])
    assert problem(target, "https://rebound.example/", led) == Problem.INTERNAL


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_allowed(address):
    assert reaching.is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://93.184.216.34/", Problem.ADDRESS),
        ("ftp://93.184.216.34/", Problem.ADDRESS),
        ("file:///etc/passwd", Problem.ADDRESS),
        ("https:///path", Problem.ADDRESS),
        ("https://user:word@93.184.216.34/", Problem.ADDRESS),
        ("https://93.184.216.34@127.0.0.1/", Problem.ADDRESS),
        ("https://[::1/", Problem.ADDRESS),
        ("https://93.184.216.34:99999/", Problem.ADDRESS),
        (f"https://{'a' * 70}.example/", Problem.ADDRESS),
        ("https://93.184.216.34:22/", Problem.PORT),
        ("https://93.184.216.34:80/", Problem.PORT),
        ("https://no-such-name.invalid/", Problem.NAME),
    ],
)
def test_address_that_is_none_of_a_webhook_is_refused(url, expected):
    assert problem(target, url) == expected


def test_chinese_host_and_path_are_sent_as_ascii():
    led = Reach(look_up=lambda _host, _port: ["93.184.216.34"])
    found = target("https://会议.example:8443/钩子?a=推理", led)
    assert (found.host, found.port) == ("xn--6oqu09l.example", 8443)
    assert found.path == "/%E9%92%A9%E5%AD%90?a=%E6%8E%A8%E7%90%86"


def test_connection_goes_to_the_address_that_was_looked_at(receiver):
    """The name leads to this machine the first time, and elsewhere whenever it is asked again."""
    answers = iter([["127.0.0.1"]])
    led = replace(receiver.reach, look_up=lambda _host, _port: next(answers))
    assert post(receiver.url, b"{}", {}, led).status == 204
    ((path, headers, body),) = receiver.requests
    assert (path, headers["Host"], body) == ("/hook?of=kdd", f"{NAME}:{receiver.port}", b"{}")


def test_another_address_is_tried_where_one_does_not_answer(receiver):
    led = replace(receiver.reach, look_up=lambda _host, _port: ["127.0.0.9", "127.0.0.1"])
    assert post(receiver.url, b"{}", {}, led).status == 204


def test_certificate_has_to_be_that_of_the_name(receiver):
    other = f"https://other.example:{receiver.port}/"
    assert problem(post, other, b"", {}, receiver.reach) == Problem.CERTIFICATE
    assert not receiver.requests


def test_certificate_has_to_be_trusted(receiver):
    led = replace(receiver.reach, trust=ssl.create_default_context)
    assert problem(post, receiver.url, b"", {}, led) == Problem.CERTIFICATE
    assert not receiver.requests


def test_redirect_is_an_answer_and_not_followed(receiver):
    receiver.statuses = [307]
    receiver.headers = {"Location": receiver.url}
    assert post(receiver.url, b"", {}, receiver.reach).status == 307
    assert len(receiver.requests) == 1


def test_proxies_of_the_environment_are_not_asked(receiver, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert post(receiver.url, b"", {}, receiver.reach).status == 204


def test_only_the_beginning_of_an_answer_is_read(receiver):
    receiver.statuses, receiver.text = [200], b"a" * 5_000_000
    assert post(receiver.url, b"", {}, receiver.reach).text == "a" * reaching.KEPT


def test_nobody_at_home_is_told(receiver):
    led = replace(receiver.reach, look_up=lambda _host, _port: ["127.0.0.9"])
    assert problem(post, receiver.url, b"", {}, led) == Problem.CONNECTION


def test_server_that_does_not_answer_is_given_up(receiver, monkeypatch):
    monkeypatch.setattr(reaching, "TO_ANSWER", 0.2)
    receiver.open.clear()
    assert problem(post, receiver.url, b"", {}, receiver.reach) == Problem.TIME


@contextmanager
def speaking(certificate, beginning, letters=b""):
    """Run a TLS server that says `beginning` to whoever comes, and then letters without end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def speak():
        with server.accept()[0] as raw, context.wrap_socket(raw, server_side=True) as caller:
            try:
                caller.sendall(beginning)
                while letters and not ended:
                    caller.sendall(letters)
                caller.unwrap()
            except OSError:
                pass  # hung up

    ended = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=speak, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        ended.append(True)
        thread.join(5)


def test_server_that_answers_without_end_is_cut_off(certificate, receiver, monkeypatch):
    monkeypatch.setattr(reaching, "TO_ANSWER", 0.3)
    with speaking(certificate, b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 C\r\n\r\n") as port:
        led = replace(receiver.reach, ports=frozenset({port}))
        assert problem(post, f"https://{NAME}:{port}/", b"", {}, led) == Problem.TIME


def test_answer_that_is_not_http_is_told(certificate, receiver):
    with speaking(certificate, b"220 mail.example ESMTP\r\n") as port:
        led = replace(receiver.reach, ports=frozenset({port}))
        assert problem(post, f"https://{NAME}:{port}/", b"", {}, led) == Problem.ANSWER
