"""The addresses of one page of every kind, without their language."""

PAGES = [
    "",
    "kdd-2023/",
    "llm-day/",
    "kdd-2023/schedule/",
    "kdd-2023/schedule/?day=2023-08-08",
    "kdd-2023/schedule/?day=tba",
    "llm-day/schedule/",
    "kdd-2023/keynotes/",
    "kdd-2023/panels/",
    "kdd-2023/sessions/",
    "llm-day/sessions/llm-day-teach-to-reason/",
    "llm-day/sessions/llm-day-panel/",
    "kdd-2023/sessions/ws-mlg/",
    "kdd-2023/sessions/llm-ai-p1/",
    "kdd-2023/sessions/innovation-award-talk/",
    "kdd-2023/speakers/",
    "kdd-2023/organizations/",
    "kdd-2023/topics/",
    "kdd-2023/topics/reasoning/",
    "speakers/",
    "speakers/ed-chi/",
    "speakers/peng-zhang/",
    "organizations/",
    "organizations/zhipu-ai/",
    "organizations/acm/",
]
LANGUAGES = ["en", "zh-hans"]
ADDRESSES = [f"/{language}/{page}" for language in LANGUAGES for page in PAGES]
