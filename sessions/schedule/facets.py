"""Filtering sessions by their facets: which match, and how many would with one choice more.

A session's facets are its values under each key, such as {"kind": {"keynote"}, "tag": {"llm",
"reasoning"}}. Of one key any chosen value will do; of all keys with a choice, each must.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Facets = Mapping[str, set[str]]
Chosen = Mapping[str, list[str]]


def misses(facets: Facets, chosen: Chosen) -> list[str]:
    """Return the keys under which the session has none of the chosen values."""
    return [key for key, values in chosen.items() if facets[key].isdisjoint(values)]


def counts(sessions: Iterable[Facets], chosen: Chosen) -> dict[str, Counter[str]]:
    """Return for each key how many sessions each value has, the other keys' choices applied."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for facets in sessions:
        missed = misses(facets, chosen)
        if len(missed) > 1:
            continue
        for key in missed or facets:
            for value in facets[key]:
                found[key][value] += 1
    return found
