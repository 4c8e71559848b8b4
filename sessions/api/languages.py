"""In which languages the API answers."""

from typing import Literal

from django.conf import settings

Language = Literal["both", "en", "zh-hans"]
BOTH: Language = "both"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
