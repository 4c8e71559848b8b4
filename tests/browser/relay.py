"""A server between the browser and the site, which tests let be busy."""

import re
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

VERSION = re.compile(rb'"version": "\w+"')
PASSED_ON = ("Content-Type", "Cache-Control", "Date", "ETag")


class Relay(ThreadingHTTPServer):
    """Ask the site for everything, unless `answer` returns a status for a path.

    `asked` are the paths asked for; `version` takes the place of the service worker's, if set.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, site):
        super().__init__(("127.0.0.1", 0), Passing)
        self.site = urlsplit(site).netloc
        self.asked = []
        self.answer = lambda _path: None
        self.version = b""

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()


class Passing(BaseHTTPRequestHandler):
    server: Relay

    def do_GET(self):
        self.server.asked.append(self.path)
        if status := self.server.answer(self.path):
            self.reply(status, [("Content-Type", "text/html"), ("Cache-Control", "no-store")], b"")
            return
        connection = HTTPConnection(self.server.site, timeout=60)
        connection.request("GET", self.path, headers={"Accept": self.headers.get("Accept", "*/*")})
        response = connection.getresponse()
        headers = [(name, response.headers[name]) for name in PASSED_ON if name in response.headers]
        body = response.read()
        if self.path == "/sw.js" and self.server.version:
            body = VERSION.sub(rb'"version": "%s"' % self.server.version, body)
        self.reply(response.status, headers, body)
        connection.close()

    def reply(self, status, headers, body):
        self.send_response_only(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Write nothing to the terminal."""
