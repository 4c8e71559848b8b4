"""Typst as a process: a job comes in as JSON, the document goes out; see `typeset.py`.

An empty job gives the names of the font families, as JSON.
"""

import json
import sys
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent
SITE = TEMPLATES.parents[2]  # where pictures named in a template are looked for


def result(job: dict[str, str]) -> bytes:
    fonts = typst.Fonts(font_paths=[TEMPLATES])
    if not job:
        return json.dumps(fonts.families()).encode()
    document: bytes = typst.compile(  # type: ignore[call-overload]
        TEMPLATES / job["template"],
        root=SITE,
        font_paths=fonts,
        format=job["form"],
        ppi=72,
        sys_inputs={"words": job["words"]},
    )
    return document


if __name__ == "__main__":
    sys.stdout.buffer.write(result(json.load(sys.stdin.buffer)))
