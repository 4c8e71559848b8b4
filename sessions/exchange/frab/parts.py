"""What belongs to a session: its texts, its people and its links, as an event says they are."""

from django.contrib.admin.models import CHANGE, DELETION
from django.utils.translation import gettext as _

from sessions.exchange.frab.around import Around
from sessions.exchange.frab.items import Item, Person
from sessions.exchange.spreadsheet.known import in_language
from sessions.exchange.spreadsheet.plan import (
    Difference,
    RowPlan,
    State,
    Write,
    assign,
    same,
    written,
)
from sessions.exchange.spreadsheet.session_links import labelled
from sessions.models import Participation, Resource, Session
from sessions.search import in_languages
from sessions.words import CHARACTERS
from speakers.models import Speaker

ROLES = {
    Session.Kind.PANEL: Participation.Role.PANELIST,
    Session.Kind.PAPER: Participation.Role.AUTHOR,
}


def abstract_and_title(item: Item, session: Session) -> dict[str, str]:
    """Return the texts that are new, each in the language that it is written in.

    A text that stands here in either language is no change, and an empty one says nothing.
    """
    found: dict[str, str] = {}
    said = {"title": item.title, "abstract": item.abstract}
    for name, text in (*said.items(), *item.chinese.items()):
        if text and not any(same(text, each) for each in in_languages(session, name)):
            language = "zh_hans" if CHARACTERS.search(text) else "en"
            found.setdefault(f"{name}_{language}", text)
    return found


def people(around: Around, plan: RowPlan, item: Item, session: Session) -> list[Write]:
    """Return how the people of a session become those of the event, in its order.

    Who stays keeps role and affiliation; who comes has the role that is usual in such a session.
    """
    if item.persons is None:
        return []
    before: list[Participation] = getattr(session, "people", [])
    speakers, writes = found_people(around, plan, item, before)
    old = list(dict.fromkeys(each.speaker for each in before))
    if old == speakers or plan.state == State.ASKED:
        return writes
    role = ROLES.get(Session.Kind(session.kind), Participation.Role.SPEAKER)
    for order, speaker in enumerate(speakers, 1):
        parts = [each for each in before if each.speaker == speaker]
        for part in parts or [Participation(session=session, speaker=speaker, role=role)]:
            writes += written(part, assign(part, {"order": order}))
    gone = [Write(each, DELETION) for each in before if each.speaker not in speakers]
    is_new = session._state.adding  # noqa: SLF001
    names = ["; ".join(str(each) for each in group) for group in (old, speakers)]
    plan.differences.append(Difference(_("people"), None if is_new else names[0], names[1]))
    return gone + writes


def found_people(
    around: Around, plan: RowPlan, item: Item, before: list[Participation]
) -> tuple[list[Speaker], list[Write]]:
    """Return who is meant, and how those get a biography who have none."""
    speakers: list[Speaker] = []
    writes: list[Write] = []
    for person in item.persons or []:
        likely = [each.speaker for each in before]
        speaker = around.person(person, item.title, likely)
        if speaker is None:
            plan.state = State.ASKED
        elif speaker in speakers:
            around.notes.add(_("Names someone twice: %s") % speaker, item.title)
        else:
            speakers.append(speaker)
            writes += biography(around, speaker, person)
    plan.uses += speakers
    return speakers, writes


def biography(around: Around, speaker: Speaker, person: Person) -> list[Write]:
    """Give a biography to who has none. People belong to all events: another one here is kept."""
    here = in_languages(speaker, "biography")
    if not person.biography or any(same(person.biography, each) for each in here):
        return []
    if any(here):
        around.notes.add(_("Has another biography here, which was kept"), str(speaker))
        return []
    in_language(speaker, "biography", person.biography)
    if speaker._state.adding:  # noqa: SLF001 - written with what is new
        return []
    return [Write(speaker, CHANGE, {"biography": ("", person.biography)})]


def resources(around: Around, plan: RowPlan, item: Item, session: Session) -> list[Write]:
    """Return how the links of an event come to be here; those that only we have are kept."""
    if item.links is None:
        return []
    here = around.resources.get(session.pk, []) if session.pk else []
    last = max((each.order for each in here), default=0)
    writes: list[Write] = []
    left = list(here)
    for link in item.links:
        there = [each for each in left if is_at(each, link.url)]
        one = next((each for each in there if each.kind == link.kind), there[0] if there else None)
        if one:
            left.remove(one)
        else:
            last += 1
            one = Resource(session=session, url=link.url, order=last)
        writes += written(one, assign(one, {"kind": link.kind} | labelled(one, link.label)))
    if left:
        message = _("Has links here that the file does not have; they were kept")
        around.notes.add(message, item.title)
    if writes:
        label = str(Resource._meta.verbose_name_plural)  # noqa: SLF001
        urls = "; ".join(write.instance.href for write in writes)
        plan.differences.append(Difference(label, None, urls))
    return writes


def is_at(resource: Resource, url: str) -> bool:
    """Tell whether a resource is at an address; an uploaded file is so on any host."""
    return resource.url == url if resource.url else url.endswith(resource.file.url)
