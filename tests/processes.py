"""Real servers in processes of their own, each on a free port and with data of its own."""

import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def has_ipv6():
    """Tell whether this machine can be asked by IPv6."""
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def wait_until(true, what):
    """Wait until `true()` is, half a minute at most."""
    for _attempt in range(300):
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"Waited in vain for: {what}")


def listens(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def get(address, **headers):
    """Return status, headers and body of what is at `address`, whatever the status is."""
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def needed(*names):
    """Return the path of the first of the commands `names` that is installed, or skip the test."""
    for name in names:
        if path := shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"):
            return path
    return pytest.skip(f"{names[0]} is not installed (Debian: apt install {names[0]})")


class Server:
    """A command that listens on a port; it can be killed and started again."""

    def __init__(self, command, port, **options):
        self.command, self.port, self.options = command, port, options
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, **self.options)
        wait_until(lambda: listens(self.port), f"{self.command[0]} on port {self.port}")

    def stop(self, number=signal.SIGTERM):
        """End it, and wait until it has ended."""
        self.process.send_signal(number)
        self.process.wait()


@contextmanager
def running(command, port, **options):
    server = Server(command, port, **options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
