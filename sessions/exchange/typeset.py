"""Typesetting with Typst, in a process of its own that gives its memory back when it is done."""

import json
import subprocess
import sys
from base64 import b64decode
from functools import cache
from pathlib import Path
from threading import Lock

PROCESS = Path(__file__).parent / "typesetting" / "process.py"
LONGEST = 120  # seconds for one document
CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
one_at_a_time = Lock()


def typeset(template: str, words: str) -> bytes:
    """Return the document that a template makes of `words`, JSON, as a PDF.

    Raises `subprocess.CalledProcessError` if the template cannot be typeset with these words.
    """
    [document] = in_own_process({"template": template, "words": words, "form": "pdf"})
    return b64decode(document)


def pictures(template: str, words: str) -> list[bytes]:
    """Return each page that a template makes of `words`, JSON, as a PNG; it has one at least.

    Raises `subprocess.CalledProcessError` if the template cannot be typeset with these words.
    """
    drawn = in_own_process({"template": template, "words": words, "form": "png"})
    return [b64decode(picture) for picture in drawn]


@cache
def families() -> frozenset[str]:
    """Return the font families of this machine and of the site, looked for once."""
    return frozenset(in_own_process({}))


@cache
def cjk_families() -> tuple[str, ...]:
    """Return the installed families for Simplified Chinese, the best first; empty if none is."""
    return tuple(family for family in CJK_FAMILIES if family in families())


def has_cjk() -> bool:
    """Say whether Chinese can be typeset on this machine."""
    return bool(cjk_families())


def in_own_process(job: dict[str, str]) -> list[str]:
    """Return what the process makes of the job; each worker typesets one thing at a time."""
    with one_at_a_time:
        finished = subprocess.run(
            [sys.executable, str(PROCESS)],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            timeout=LONGEST,
            check=True,
        )
    made: list[str] = json.loads(finished.stdout)
    return made
