"""Things by the names people give them: found for certain, doubtful, or new."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sessions.search import in_languages
from sessions.words import CHARACTERS, by_sound, normalize

ALIKE = 0.85  # of two spellings, by difflib's measure
MOST_CANDIDATES = 6
LONGEST_NAME = 300
NEW = "new"
OTHERS = "*"  # in place of a question's key: the answer to all that are not answered themselves


def comparable(text: str) -> str:
    """Return the form in which names are the same; that of 🎮, which has no letter, is itself."""
    return normalize(text) or text.strip()


@dataclass
class Question:
    """A name that may mean one of `candidates`, or something new."""

    kind: str
    text: str
    candidates: list[Any]
    cells: list[str] = field(default_factory=list)
    answer: str = ""  # the slug of a candidate, `NEW`, or "" while nobody has said
    may_be_new: bool = True

    @property
    def key(self) -> str:
        """Name the question, the same in each look at the same file."""
        return sha256(f"{self.kind}:{comparable(self.text)}".encode()).hexdigest()[:16]


class Index:
    """Things of one kind, found by slug or by their name in either language."""

    field = "name"
    share = 0.0  # of its words that something alike must have

    def __init__(self, kind: str, things: Iterable[Any]) -> None:
        self.kind = kind
        self.things = list(things)
        self.by_slug = {each.slug: each for each in self.things}
        self.exactly: dict[str, list[Any]] = defaultdict(list)
        self.by_word: dict[str, list[Any]] = defaultdict(list)
        self.spelled: dict[int, set[str]] = {}  # by id: how each thing may be spelled
        for each in self.things:
            self.enter(each)

    def add(self, thing: Any) -> None:
        """Know a thing that the file brings, from now on."""
        self.things.append(thing)
        self.by_slug[thing.slug] = thing
        self.enter(thing)

    def enter(self, thing: Any) -> None:
        spelled = self.spelled[id(thing)] = self.spellings(thing)
        for key in self.certain_keys(thing):
            self.exactly[key].append(thing)
        for word in {word for text in spelled for word in self.words(text)}:
            self.by_word[word].append(thing)

    def names(self, thing: Any) -> list[str]:
        return [name for name in in_languages(thing, self.field) if name]

    def spellings(self, thing: Any) -> set[str]:
        return {comparable(name) for name in self.names(thing)}

    def certain_keys(self, thing: Any) -> set[str]:
        return self.spellings(thing)

    def words(self, text: str) -> set[str]:
        """Return what of a normal form something alike has to share."""
        return {*text.split(), *pairs(text)}

    def exact(self, text: str) -> list[Any]:
        """Return what `text` names for certain: more than one thing if several have the name."""
        if text in self.by_slug:
            return [self.by_slug[text]]
        return self.exactly.get(comparable(text), [])

    def alike(self, text: str) -> list[Any]:
        """Return what `text` may mean, the likeliest first."""
        if len(text) > LONGEST_NAME:
            return []
        measures: dict[int, float] = {}
        found: dict[int, Any] = {}
        for wanted in self.wanted(text):
            words = self.words(wanted)
            shared = Counter(id(each) for word in words for each in self.by_word.get(word, ()))
            found |= {id(each): each for word in words for each in self.by_word.get(word, ())}
            for key, count in shared.items():
                if count >= len(words) * self.share:
                    likely = max(self.likeness(wanted, each) for each in self.spelled[key])
                    measures[key] = max(likely, measures.get(key, 0))
        ranked = [(-measure, found[key].slug, key) for key, measure in measures.items()]
        return [found[key] for measure, _slug, key in sorted(ranked) if -measure >= ALIKE][
            :MOST_CANDIDATES
        ]

    def wanted(self, text: str) -> set[str]:
        """Return the normal forms that `text` may be looked for by."""
        return {normalize(text)}

    def likeness(self, one: str, other: str) -> float:
        """Return from 0 to 1 how much two normal forms are alike; 1 if one contains the other."""
        return likeness(one, other)


def likeness(one: str, other: str) -> float:
    """Compare two names in normal form by the words that they do not share.

    Hall A is not like Hall B, 101 not like 102, one university not like all others.
    """
    first, second = one.split(), other.split()
    if telling(first) != telling(second):
        return 0
    if CHARACTERS.search(one) and (one in other or other in one):
        return 1
    left = " ".join(word for word in first if word not in second)
    right = " ".join(word for word in second if word not in first)
    if left.startswith(right) or right.startswith(left):  # one says more, or is an abbreviation
        return 1
    return SequenceMatcher(None, left, right).ratio()


def telling(words: list[str]) -> set[str]:
    """Return the letters and figures that tell things of the same name apart."""
    return {word for word in words if len(word) == 1 or any(map(str.isdecimal, word))}


def pairs(text: str) -> set[str]:
    """Return the Chinese characters of a text, two by two: 清华 and 清华大学 share one."""
    return {
        part[place : place + 2]
        for part in CHARACTERS.findall(text)
        for place in range(len(part) - 1)
    }


class Titles(Index):
    """Sessions of one event, by slug or title. Most of the words have to be the same."""

    field = "title"
    share = 0.5

    def likeness(self, one: str, other: str) -> float:
        if telling(one.split()) != telling(other.split()):
            return 0
        return SequenceMatcher(None, one, other).ratio()


class People(Index):
    """People. 张鹏 is also Zhang Peng and Peng Zhang, where the person is known to be 张鹏."""

    def spellings(self, thing: Any) -> set[str]:
        names = self.names(thing)
        return {comparable(name) for name in names} | {
            each for name in names for each in spoken(name)
        }

    def words(self, text: str) -> set[str]:
        return {*text.split(), text.replace(" ", "")}

    def wanted(self, text: str) -> set[str]:
        return {normalize(text), *spoken(text)}

    def likeness(self, one: str, other: str) -> float:
        return person_likeness(one, other)


def spoken(name: str) -> set[str]:
    """Return a Chinese name in pinyin, in both orders and as one word; nothing for others."""
    if not CHARACTERS.fullmatch("".join(name.split())):
        return set()
    found = set()
    for surname, *given in by_sound("".join(name.split())):
        together = "".join(given)
        found |= {f"{surname} {together}", f"{together} {surname}"}
        found |= {" ".join([surname, *given]), " ".join([*given, surname])}
    return {each.strip() for each in found}


def person_likeness(one: str, other: str) -> float:
    """Return how likely two spellings are one person's: order, initials and middle names aside."""
    first, second = one.split(), other.split()
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return 1
    if len(first) == 1 or len(second) == 1:
        return 0
    ends = ((first[0], second[0]), (first[-1], second[-1]))
    return min(1.0, *(word_likeness(*sorted(words)) for words in ends))


@lru_cache(maxsize=16384)
def word_likeness(one: str, other: str) -> float:
    """Compare two names of a person, 0 if they are not alike; an initial is like all that begin so.

    Thousands of authors have their names from the same few hundred.
    """
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    letters = len(one) + len(other)
    if max(abs(len(one) - len(other)), len({*one} ^ {*other})) > (1 - ALIKE) * letters:
        return 0  # soon seen
    return SequenceMatcher(None, one, other).ratio()


class Finder:
    """Finds what cells name: asks where that is doubtful, makes what is new."""

    def __init__(
        self, index: Index, make: Callable[[str], Any] | None, answers: dict[str, str]
    ) -> None:
        self.index = index
        self.make = make
        self.answers = answers
        self.questions: dict[str, Question] = {}
        self.made: dict[str, Any] = {}

    def find(
        self,
        text: str,
        cell: str,
        likely: Iterable[Any] = (),
        possible: Callable[[Any], bool] = bool,
    ) -> Any | None:
        """Return what `text` names, None while that is a question.

        Of several with the same name one that stands there already (`likely`) is meant; what is
        not `possible` is not meant, whatever its name. Raises
        `LookupError` if there is no such thing and none can be made.
        """
        exact = [each for each in self.index.exact(text) if possible(each)]
        if len(exact) == 1:
            return exact[0]
        if already := [each for each in likely if each in exact]:
            return already[0]
        key = comparable(text)
        if key in self.made and possible(self.made[key]):
            return self.made[key]
        if candidates := exact or [*filter(possible, self.index.alike(text))]:
            question = Question(self.index.kind, text, candidates, may_be_new=bool(self.make))
            answer = self.ask(question, cell)
            if answer == NEW:
                return self.new(text)
            return self.index.by_slug[answer] if answer else None
        return self.new(text)

    def ask(self, question: Question, cell: str) -> str:
        """Put a question, once however many cells it is about, and return what was answered.

        The answer to all others holds for names that are only alike.
        """
        question = self.questions.setdefault(question.key, question)
        question.cells.append(cell)
        same = any(each in self.index.exact(question.text) for each in question.candidates)
        answer = self.answers.get(question.key) or ("" if same else self.answers.get(OTHERS, ""))
        allowed = {each.slug for each in question.candidates}
        if question.may_be_new:
            allowed.add(NEW)
        question.answer = answer if answer in allowed else ""
        return question.answer

    def new(self, text: str) -> Any:
        if not self.make:
            raise LookupError(text)
        thing = self.made[comparable(text)] = self.make(text)
        self.index.add(thing)
        return thing


class OneFile(Finder):
    """Finds names of one file: what this file has made new is not held against its other names.

    Where a tool wrote it, a name is alike everywhere: Anna Schmitt is not Anna Schmidt in it.
    """

    def new(self, text: str) -> Any:
        if not self.make:
            raise LookupError(text)
        thing = self.made[comparable(text)] = self.make(text)
        self.index.by_slug[thing.slug] = thing
        return thing
