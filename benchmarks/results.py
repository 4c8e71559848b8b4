"""The page of results: a section for each benchmark, replaced when it runs again."""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).with_name("RESULTS.md")


def machine() -> str:
    """Return what the figures were measured on, and how busy it was."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({model[1] if model else '?'}), "
        f"{platform.system()} {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}, "
        f"load average {os.getloadavg()[0]:.1f} before the run"
    )


def record(title: str, text: str) -> None:
    """Print a section and put it into the page in place of the one of the same title."""
    section = f"## {title}\n\n{text.strip()}\n"
    sys.stdout.write(section)
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Results\n"
    introduction, *others = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    sections = {each.splitlines()[0]: each.strip() + "\n" for each in others}
    sections[f"## {title}"] = section
    PAGE.write_text("\n".join([introduction.strip() + "\n", *sections.values()]), encoding="utf-8")
