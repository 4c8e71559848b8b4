"""Typst as a process: a job comes in as JSON, and so goes out what it gives; see `typeset.py`.

A job gives files in Base64: a PDF, or a picture of each page. An empty one gives the names of the
font families.
"""

import json
import sys
from base64 import b64encode
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent
SITE = TEMPLATES.parents[2]  # where pictures named in a template are looked for


def result(job: dict[str, str]) -> list[str]:
    fonts = typst.Fonts(font_paths=[TEMPLATES])
    if not job:
        return fonts.families()
    made: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]
        TEMPLATES / job["template"],
        root=SITE,
        font_paths=fonts,
        format=job["form"],
        ppi=72,
        sys_inputs={"words": job["words"]},
    )
    return [b64encode(file).decode() for file in ([made] if isinstance(made, bytes) else made)]


if __name__ == "__main__":
    json.dump(result(json.load(sys.stdin.buffer)), sys.stdout)
