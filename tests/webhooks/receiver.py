"""A real HTTPS server on this machine, which is told of releases, and the reach to call it."""

import ssl
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from sessions.webhooks.reaching import Reach
from tests.processes import needed

NAME = "receiver.example"


def make_certificate(folder):
    """Return the paths of a new certificate for `NAME` and of its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *(needed("openssl"), "req", "-x509", "-nodes", "-days", "2"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", key),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


class Receiver:
    """Keeps what it is sent. `statuses` are its next answers; then it answers 204.

    While `open` is not set it answers nobody.
    """

    def __init__(self, server, certificate):
        self.port = server.server_port
        self.certificate = certificate
        self.requests, self.statuses, self.headers = [], [], {}
        self.text = b""
        self.arrived, self.open = Event(), Event()
        self.open.set()

    @property
    def url(self):
        return f"https://{NAME}:{self.port}/hook?of=kdd"

    @property
    def reach(self):
        return reach(self.port, self.certificate)


def reach(port, certificate):
    """Return a reach in which every name leads to this machine, and one certificate is trusted."""
    return Reach(
        allows=lambda _address: True,
        ports=frozenset({port}),
        look_up=lambda _host, _port: ["127.0.0.1"],
        trust=lambda: ssl.create_default_context(cafile=str(certificate)),
    )


@contextmanager
def receiving(certificate, key):
    """Run a receiver; the value is it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append((self.path, dict(self.headers), body))
            receiver.arrived.set()
            receiver.open.wait(30)
            self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(receiver.text)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_arguments: None  # a caller that was killed or hung up
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    receiver = Receiver(server, certificate)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.open.set()
        server.shutdown()
        server.server_close()
