"""The files of `deploy/`, with real servers: nginx in front of the web workers of this run's size.

On SQLite that is one machine with one web server; on PostgreSQL two, which share it and a cache.
"""

import json
import os
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.operation.conftest import Installed
from tests.processes import free_port, get, has_ipv6, needed, running, wait_until

DEPLOY = settings.BASE_DIR / "deploy"
UNIT = (DEPLOY / "systemd/kdd-program.service").read_text()
SERVER_NAME = "localhost"
PAGE = "/en/kdd-2023/panels/"


def web_server(port):
    """Return the command of the systemd unit, on another port."""
    command = shlex.split(re.search(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)[1])
    command[0] = str(Path(sys.executable).with_name("granian"))
    command[command.index("--port") + 1] = str(port)
    return command


def proxy_files(folder, workers, port):
    """Write nginx's configuration as it would be installed, but into a folder of our own."""
    request = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([needed("openssl"), *request, *names], check=True, capture_output=True)
    site = (DEPLOY / "nginx/site.conf.template").read_text()
    plain_port = free_port()
    other = "[::1]" if has_ipv6() else "127.0.0.2"
    changes = {
        "${SERVER_NAME}": f"{SERVER_NAME}:{port}",
        "${WORKERS}": " ".join(f"server 127.0.0.1:{each} max_fails=0;" for each in workers),
        "listen 80 ": f"listen 127.0.0.1:{plain_port} ",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen [::]:80 ": f"listen {other}:{plain_port} ",
        "listen [::]:443 ": f"listen {other}:{port} ",
        "/etc/nginx/tls": str(folder),
        "/var/log/nginx/access.log": str(folder / "proxy.log"),
        "/var/log/nginx/error.log": str(folder / "proxy-errors.log"),
        "$host;": "$http_host;",  # with the port, which is not 443 here
    }
    for old, new in changes.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    main = (DEPLOY / "nginx/nginx.conf").read_text()
    main = main.replace("/etc/nginx/conf.d/*.conf", str(folder / "site.conf"))
    main = main.replace("/run/nginx.pid", str(folder / "nginx.pid"))
    main = main.replace("/var/log/nginx/error.log", str(folder / "proxy-errors.log"))
    (folder / "nginx.conf").write_text(main)
    return plain_port


def static_folder(site, port):
    """Return where a machine of its own has the static files."""
    return site.folder / f"static-{port}"


def workers(web):
    """Return the process ids of a web server's workers."""
    main = web.process.pid
    return set(map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split()))


class Deployment:
    def __init__(self, site, webs, port, plain_port):
        self.site, self.webs, self.port, self.plain_port = site, webs, port, plain_port
        self.address = f"https://{SERVER_NAME}:{port}"

    def reload(self):
        """Restart the workers of each web server in place, as `systemctl reload` does."""
        for web in self.webs:
            before = workers(web)
            web.process.send_signal(signal.SIGHUP)
            wait_until(lambda web=web, old=before: len(workers(web) - old) == 2, "new workers")
            wait_until(lambda web=web, old=before: not old & workers(web), "the end of the old")


@contextmanager
def visitors(deployment, *requests):
    """Within this, ask for the same again and again; the value is the set of answers so far."""
    finished = threading.Event()
    answers = set()

    def visit(method, path, body):
        context = ssl._create_unverified_context()  # noqa: S323
        connection = HTTPSConnection("127.0.0.1", deployment.port, timeout=30, context=context)
        while not finished.is_set():
            try:
                answers.add((method, asked(deployment, path, method, body, connection)[0]))
            except (HTTPException, OSError) as error:
                answers.add((method, repr(error)))

    threads = [threading.Thread(target=visit, args=request) for request in requests]
    for thread in threads:
        thread.start()
    yield answers
    finished.set()
    for thread in threads:
        thread.join()


@pytest.fixture(scope="module")
def deployment(tmp_path_factory, new_database, filled_database):
    folder = tmp_path_factory.mktemp("deployment")
    site = Installed(folder, new_database(folder, filled_database))
    site.environment |= {"HTTPS": "on", "ALLOWED_HOSTS": SERVER_NAME}
    site.manage("collectstatic", "--no-input")
    ports = [free_port()]
    nginx = needed("nginx")
    with ExitStack() as stack:
        if site.url.startswith("postgres"):
            ports.append(free_port())
            cache = free_port()
            command = [needed("redis-server", "valkey-server"), "--port", str(cache), "--save", ""]
            stack.enter_context(running([*command, "--logfile", "/dev/null"], cache, cwd=folder))
            site.environment["CACHE_URL"] = f"redis://127.0.0.1:{cache}/0"
        log = stack.enter_context((folder / "web.log").open("ab"))
        for port in ports:
            shutil.copytree(folder / "static", static_folder(site, port))
        webs = [
            stack.enter_context(
                running(
                    [("info" if word == "warning" else word) for word in web_server(port)],
                    port,
                    cwd=settings.BASE_DIR,
                    env=site.environment | {"STATIC_ROOT": str(static_folder(site, port))},
                    stdout=log,
                    stderr=log,
                )
            )
            for port in ports
        ]
        port = free_port()
        plain_port = proxy_files(folder, (ports * 4)[:4], port)
        command = [nginx, "-c", str(folder / "nginx.conf"), "-g", "daemon off;", "-p", str(folder)]
        stack.enter_context(running(command, port, stderr=log))
        deployed = Deployment(site, webs, port, plain_port)
        for web in webs:
            wait_until(lambda web=web: get(f"http://127.0.0.1:{web.port}/healthz")[0] == 200, "web")
        yield deployed


def asked(deployment, path=PAGE, method="GET", body=None, connection=None):
    """Ask nginx; return status, headers and body."""
    unknown_certificate = ssl._create_unverified_context()  # noqa: S323
    connection = connection or HTTPSConnection(
        "127.0.0.1", deployment.port, timeout=30, context=unknown_certificate
    )
    connection.request(method, path, body, {"Host": f"{SERVER_NAME}:{deployment.port}"})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_pages_come_over_https(deployment):
    status, headers, body = asked(deployment)
    assert status == 200
    assert "max-age" in headers["Strict-Transport-Security"]
    assert b"Panels" in body


def test_plain_http_leads_to_https(deployment):
    connection = HTTPConnection("127.0.0.1", deployment.plain_port)
    connection.request("GET", "/en/?x=1")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"{deployment.address}/en/?x=1")


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_the_operator_is_not_public(deployment, path):
    status, _headers, body = asked(deployment, path)
    assert status == 404
    assert b"nginx" in body, "nginx refuses it, the workers are not asked"


def test_both_logs_name_the_request_and_neither_the_person(deployment):
    _status, headers, _body = asked(deployment, "/admin/login/?q=secretwish")
    identity = headers["X-Request-ID"]
    for path in (deployment.site.folder / name for name in ("proxy.log", "web.log")):
        wait_until(lambda path=path: identity in path.read_text(), f"the request in {path.name}")
        lines = [line for line in path.read_text().splitlines() if line.startswith("{")]
        assert identity in [json.loads(line)["request_id"] for line in lines]
        assert "secretwish" not in "".join(lines)
        assert "127.0.0.1" not in "".join(lines)


def test_a_form_that_is_longer_than_usual_leaves_the_person_out_of_the_logs_too(deployment):
    asked(deployment, "/i18n/setlang/?q=secretwish", "POST", "x" * 100_000)
    log = deployment.site.folder / "proxy-errors.log"
    assert "secretwish" not in log.read_text()
    assert "127.0.0.1" not in log.read_text()


def test_a_killed_worker_is_replaced_and_pages_go_on(deployment):
    web = deployment.webs[0]
    log = deployment.site.folder / "web.log"
    started = log.read_text().count("Started worker")
    killed = max(workers(web))
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in workers(web), "the end of the worker")
    for _request in range(30):
        assert asked(deployment)[0] == 200
    wait_until(lambda: log.read_text().count("Started worker") > started, "a new worker")
    assert len(workers(web)) == 2


def test_no_request_fails_while_the_workers_restart(deployment):
    """Neither pages over lasting connections nor forms, which nobody may send twice."""
    page = ("GET", PAGE, None)
    form = ("POST", "/i18n/setlang/", "language=zh-hans")
    with visitors(deployment, page, page, form) as answers:
        deployment.reload()
    without_a_token = 403
    assert answers == {("GET", 200), ("POST", without_a_token)}


def test_static_files_of_a_new_version_are_there_as_soon_as_one_machine_has_them(deployment):
    new = static_folder(deployment.site, deployment.webs[-1].port) / "css/new.0123456789ab.css"
    new.write_text("main { color: black }")
    answers = [asked(deployment, "/static/css/new.0123456789ab.css") for _request in range(20)]
    assert {(status, body) for status, _headers, body in answers} == {(200, new.read_bytes())}


def test_static_files_that_no_machine_has_are_not_found(deployment):
    for name in ("css/none.css", "css", "..%2fweb.log", "%2fetc/passwd"):
        assert asked(deployment, f"/static/{name}")[0] == 404, name


def test_no_page_fails_while_one_of_the_machines_is_away(deployment):
    if len(deployment.webs) == 1:
        pytest.skip("there is one machine (several: DATABASE_URL=postgres://…)")
    with visitors(deployment, ("GET", PAGE, None), ("GET", PAGE, None)) as answers:
        deployment.webs[0].stop()
        deployment.webs[0].start()
        deployment.webs[1].stop()
        deployment.webs[1].start()
    assert answers == {("GET", 200)}
