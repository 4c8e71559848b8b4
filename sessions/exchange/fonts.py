"""The fonts that typesetting uses: the site's own, and what this machine has for Chinese."""

from functools import cache
from pathlib import Path

import typst

TYPESETTING = Path(__file__).parent / "typesetting"
SITE_FAMILY = "Familjen Grotesk"
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


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of this machine and of the site, looked for once; hand them to Typst."""
    return typst.Fonts(font_paths=[TYPESETTING])


@cache
def cjk_families() -> tuple[str, ...]:
    """Return the installed families for Simplified Chinese, the best first; empty if none is."""
    installed = fonts().families()
    return tuple(family for family in CJK_FAMILIES if family in installed)


def has_cjk() -> bool:
    """Say whether Chinese can be typeset on this machine."""
    return bool(cjk_families())
