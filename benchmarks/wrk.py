"""Load from wrk, and what it found out."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 8
BROWSER = ("Accept: text/html", "Accept-Encoding: gzip, deflate, br")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Found:
    """Requests per second, 99th percentile of latency in ms, and failed requests."""

    rate: float
    p99: float
    failed: int


def load(
    address: str,
    connections: int,
    *,
    seconds: int = SECONDS,
    cookie: str = "",
    script: Path | None = None,
) -> Found:
    """Ask for an address as browsers do, over so many open connections; a script may pace them."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency"]
    for header in (*BROWSER, f"Cookie: {cookie}"):
        command += ["-H", header]
    command += [*(["-s", str(script)] if script else []), address]
    try:
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError:
        sys.exit("wrk is not installed (Debian: apt install wrk)")
    rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
    p99 = re.search(r"99%\s*([\d.]+)(us|ms|s)", said)
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if not rate or not p99:
        sys.exit(said)
    failed = sum(map(int, errors.groups())) if errors else 0
    return Found(
        rate=float(rate[1]),
        p99=float(p99[1]) * UNITS[p99[2]],
        failed=failed + (int(refused[1]) if refused else 0),
    )
