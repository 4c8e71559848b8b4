"""Calling a server on the internet, and none inside of one's own network.

A name is looked up once and all of its addresses have to be public; the connection then goes to one
of the very addresses that were looked at, wherever the name may lead a moment later. Redirects are
not followed, proxies of the environment not asked, and time and size of an answer bounded.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Timer
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

IPAddress = IPv4Address | IPv6Address
TO_CONNECT, TO_ANSWER = 5.0, 10.0  # seconds: for each address, and from the connection on
ADDRESSES_TRIED = 3
KEPT = 500  # bytes of an answer
UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class Problem(TextChoices):
    """Why a server could not be called, or what was wrong with how it answered."""

    ADDRESS = "address", _("The address has to begin with https:// and a name, without a password.")
    PORT = "port", _("The port has to be 443, which need not be written, or 8443.")
    NAME = "name", _("The name of the server cannot be found.")
    INTERNAL = "internal", _("The name leads into an internal network. Give a public server.")
    CONNECTION = "connection", _("No connection could be made, or it broke.")
    CERTIFICATE = "certificate", _("The server has no valid certificate for this name.")
    TIME = "time", _("The server took too long to answer.")
    ANSWER = "answer", _("What the server answered was not HTTP.")


class CannotReachError(Exception):
    """A server cannot be called; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def is_public(address: IPAddress) -> bool:
    """Say whether an address is one of the internet's, for one server.

    An IPv4 address that stands in an IPv6 one (mapped, 6to4, NAT64) counts as itself.
    """
    if isinstance(address, IPv6Address):
        inner = in_nat64(address) or address.ipv4_mapped or address.sixtofour
        return is_public(inner) if inner else address.is_global and address in UNICAST
    return address.is_global and not (address.is_multicast or address.is_reserved)


def in_nat64(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, however it is written; raises `OSError` if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_kind, where in found]


@dataclass(frozen=True)
class Reach:
    """Which servers may be called: any on the internet, unless told otherwise, as tests do.

    `allows` is asked of every address that `look_up` finds, `trust` says whose certificates count.
    """

    allows: Callable[[IPAddress], bool] = is_public
    ports: frozenset[int] = frozenset({443, 8443})
    look_up: Callable[[str, int], list[str]] = look_up
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


INTERNET = Reach()


@dataclass(frozen=True)
class Target:
    """A server with the addresses that have been looked at, and what to ask it for."""

    host: str
    port: int
    path: str
    addresses: list[str]


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, and the beginning of the text."""

    status: int
    text: str


def target(url: str, reach: Reach = INTERNET) -> Target:
    """Return where an address leads; raises `CannotReachError` if nobody may be called there."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or 443
    except ValueError as error:
        raise CannotReachError(Problem.ADDRESS) from error
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise CannotReachError(Problem.ADDRESS)
    if port not in reach.ports:
        raise CannotReachError(Problem.PORT)
    try:
        addresses = reach.look_up(host, port)
    except OSError as error:
        raise CannotReachError(Problem.NAME) from error
    if not all(reach.allows(ip_address(each)) for each in addresses):
        raise CannotReachError(Problem.INTERNAL)
    query = f"?{parts.query}" if parts.query else ""
    return Target(host, port, iri_to_uri(f"{parts.path or '/'}{query}"), addresses)


class Pinned(HTTPSConnection):
    """A connection to addresses that have been looked at; the certificate is that of the name."""

    def __init__(self, where: Target, trusted: ssl.SSLContext) -> None:
        super().__init__(where.host, where.port, timeout=TO_CONNECT, context=trusted)
        self.where, self.trusted = where, trusted

    def connect(self) -> None:
        self.sock = self.trusted.wrap_socket(self.reached(), server_hostname=self.host)

    def reached(self) -> socket.socket:
        """Return a connection to the first address that answers, else raise the last failure."""
        failure = OSError()
        for address in self.where.addresses[:ADDRESSES_TRIED]:
            try:
                return socket.create_connection((address, self.port), timeout=TO_CONNECT)
            except OSError as error:
                failure = error
        raise failure


def post(url: str, body: bytes, headers: dict[str, str], reach: Reach = INTERNET) -> Answer:
    """Send `body` to an address and return what is answered, whatever the status.

    Raises `CannotReachError` if nobody may be called there, or nobody answers.
    """
    where = target(url, reach)
    connection = Pinned(where, reach.trust())
    try:
        connection.connect()
        with cut_off(connection.sock):
            connection.request("POST", where.path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read(KEPT).decode(errors="replace"))
    except TimeoutError as error:
        raise CannotReachError(Problem.TIME) from error
    except ssl.SSLCertVerificationError as error:
        raise CannotReachError(Problem.CERTIFICATE) from error
    except OSError as error:
        raise CannotReachError(Problem.CONNECTION) from error
    except (HTTPException, ValueError) as error:
        raise CannotReachError(Problem.ANSWER) from error
    finally:
        connection.close()


@contextmanager
def cut_off(connected: socket.socket) -> Iterator[None]:
    """End a connection on which an answer takes too long, be it letter by letter.

    Raises `TimeoutError` then.
    """
    ended = Event()

    def end() -> None:
        ended.set()
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    timer = Timer(TO_ANSWER, end)
    timer.start()
    try:
        connected.settimeout(TO_ANSWER)
        yield
    except (OSError, HTTPException, ValueError) as error:
        raise (TimeoutError() if ended.is_set() else error) from error
    finally:
        timer.cancel()
    if ended.is_set():
        raise TimeoutError
