"""The page store on Granian against nginx with the same bytes: `python -m benchmarks.page_store`.

Needs wrk and nginx. Both serve the schedule of a program of 500 sessions as Brotli, one after the
other and three times in turn, each with two worker processes, on the same cores as wrk itself.
"""

import json
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.results import machine, record
from benchmarks.site import EVENT, WORKERS, fetch, free_port, granian, memory, site, wait_for
from benchmarks.wrk import SECONDS, Found, load

SESSIONS = 500
ROUNDS = 3
PAGE = f"/en/{EVENT}/schedule/"
PACE = Path(__file__).with_name("pace.lua")
LOADS = {
    "32 connections, as fast as they can": (32, None),
    "1,000 connections, as fast as they can": (1000, None),
    "1,000 connections, some 7 requests a second each": (1000, PACE),
    "5,000 connections, as fast as they can": (5000, None),
}
NGINX = """
    worker_processes {workers}; worker_rlimit_nofile 20000;
    pid {place}/nginx.pid; error_log {place}/nginx.log;
    events {{ worker_connections 8192; }}
    http {{
        access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
        open_file_cache max=100;
        server {{
            listen 127.0.0.1:{port} backlog=8192;
            location / {{
                root {place}/files; default_type "text/html; charset=utf-8";
                add_header Content-Encoding br; add_header Vary "Accept-Encoding, Cookie";
                add_header Cache-Control "public, max-age=0, s-maxage=1, stale-if-error=86400";
            }}
        }}
    }}
"""


@contextmanager
def nginx(place: Path, page: bytes) -> Iterator[int]:
    """Serve bytes from a file; yield the port."""
    port = free_port()
    (place / "files").mkdir()
    (place / "files" / "page").write_bytes(page)
    settings = place / "nginx.conf"
    settings.write_text(NGINX.format(place=place, port=port, workers=WORKERS), encoding="utf-8")
    server = subprocess.Popen(["nginx", "-c", str(settings), "-g", "daemon off;"])
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def fill(port: int) -> int:
    """Ask for the program's pages until the workers have some hundreds; return how many."""
    pages = json.loads(fetch(port, f"/en/{EVENT}/offline.json", "identity"))["pages"][:600]
    for page in pages:
        fetch(port, page)
    return len(pages)


def row(name: str, store: list[Found], reference: list[Found]) -> str:
    """Return a row of the table: medians of the rounds, and the failures of all of them."""
    rates = [median(each.rate for each in rounds) for rounds in (store, reference)]
    p99s = [median(each.p99 for each in rounds) for rounds in (store, reference)]
    failed = [sum(each.failed for each in rounds) for rounds in (store, reference)]
    return (
        f"| {name} | {rates[0]:,.0f} | {rates[1]:,.0f} | **{rates[0] / rates[1]:.2f}** "
        f"| {p99s[0]:.0f} / {p99s[1]:.0f} ms | {failed[0]} / {failed[1]} |"
    )


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    where = machine()
    with site(SESSIONS) as place, granian(place) as (port, server):
        for _time in range(10 * WORKERS):
            page = fetch(port, PAGE)
        plain = len(fetch(port, PAGE, "identity"))
        before = memory(server)
        with nginx(place, page) as reference:
            addresses = [f"http://127.0.0.1:{port}{PAGE}", f"http://127.0.0.1:{reference}/page"]
            rows = []
            for name, (connections, pace) in LOADS.items():
                found = [
                    [load(address, connections, script=pace) for address in addresses]
                    for _round in range(ROUNDS)
                ]
                store, file = zip(*found, strict=True)
                rows.append(row(name, list(store), list(file)))
        filled = fill(port)
        after = memory(server)
    record(
        "Page store",
        f"""
`python -m benchmarks.page_store`: the schedule of a program of {SESSIONS} sessions,
{plain:,} bytes, {len(page):,} as Brotli. {WORKERS} workers each, wrk on the same cores, {ROUNDS}
rounds of {SECONDS} s in turn, medians. {where}.

| load by wrk | store, 1/s | nginx, 1/s | ratio | p99 store / nginx | failed |
| --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Memory of a worker: {max(before)} MB with this page, {max(after)} MB after {filled} more pages.
Open files allowed: {most:,} (`ulimit -n`).
""",
    )


if __name__ == "__main__":
    main()
