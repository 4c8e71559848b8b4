"""The people and topics of a session, as cells of its row name them."""

from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import names
from sessions.exchange.spreadsheet.known import Known
from sessions.exchange.spreadsheet.plan import (
    Changes,
    Difference,
    RowPlan,
    State,
    Write,
    assign,
    written,
)
from sessions.exchange.spreadsheet.tables import ROLES, SESSIONS
from sessions.models import Participation, Session, TaggedSession
from speakers.models import Organization, Speaker
from speakers.orcid import is_orcid


def people(known: Known, plan: RowPlan, session: Session, column: str) -> list[Write]:
    """Return how those in one role become those named in the cell, in its order.

    Affiliations are left alone where the cell names none.
    """
    role = ROLES[column]
    everyone: list[Participation] = getattr(session, "people", [])
    before = [each for each in everyone if each.role == role]
    left, after = list(before), list[tuple[Participation, Changes]]()
    old = [shown(each) for each in before]
    filled: list[Write] = []
    for named in names.people(plan.row.lines(column)):
        found = found_both(known, plan, named, column, [each.speaker for each in left])
        if not found:
            continue
        speaker, organization = found
        filled += fill_in(plan, speaker, named)
        if any(one.speaker == speaker for one, _changes in after):
            plan.row.refuse(_("“%s” is named twice in this cell.") % named.name, column)
            continue
        one = next((each for each in left if each.speaker == speaker), None)
        if one:
            left.remove(one)
        else:
            one = Participation(session=session, speaker=speaker, role=role)
        after.append((one, assign(one, {"organization": organization}) if organization else {}))
    if [one.speaker for one, _changes in after] != [each.speaker for each in before]:
        number(session, before, after)
    new = [shown(one) for one, _changes in after]
    if old != new:
        label = SESSIONS.column(column).heading
        plan.differences.append(Difference(label, said_before(session, old), "; ".join(new)))
    session.people = [each for each in everyone if each.role != role]
    session.people += [one for one, _changes in after]  # after whom those in the next role stand
    gone = [Write(each, DELETION) for each in left]
    return gone + [write for one, changes in after for write in written(one, changes)] + filled


def fill_in(plan: RowPlan, speaker: Speaker, named: names.Person) -> list[Write]:
    """Return how to keep identifiers that a person has none of yet; ORCIDs if they are right."""
    ids = dict(each.split(":", 1) for each in named.ids)
    values = {
        scheme: value
        for scheme, value in ids.items()
        if scheme in ("orcid", "dblp")
        and not getattr(speaker, scheme)
        and (scheme == "dblp" or is_orcid(value))
    }
    changes = assign(speaker, values)
    if speaker._state.adding or not changes:  # noqa: SLF001
        return []
    shown = [f"{speaker}: {new}" for _old, new in changes.values()]
    plan.differences.append(Difference(" / ".join(map(str.upper, changes)), None, "; ".join(shown)))
    return [Write(speaker, CHANGE, changes)]


def found_both(
    known: Known, plan: RowPlan, named: names.Person, column: str, likely: list[Speaker]
) -> tuple[Speaker, Organization | None] | None:
    """Return the person and the affiliation, None while one of them is a question."""
    cell = plan.row.cell(column)
    speaker = known.find_person(named, cell, likely)
    organization = None
    if named.affiliation:
        organization = known.organizations.find(named.affiliation, cell)
    plan.uses += [each for each in (speaker, organization) if each]
    if not speaker or (named.affiliation and not organization):
        plan.state = State.ASKED
        return None
    return speaker, organization


def number(
    session: Session, before: list[Participation], after: list[tuple[Participation, Changes]]
) -> None:
    """Put people in the order of their cell, reusing the numbers that were there."""
    last = max((each.order for each in getattr(session, "people", [])), default=0)
    orders = sorted(each.order for each in before)
    orders += range(last + 1, last + 1 + len(after) - len(before))
    for order, (one, changes) in zip(orders, after, strict=False):
        changes.update(assign(one, {"order": order}))


def said_before(session: Session, texts: list[str]) -> str | None:
    return None if session._state.adding else "; ".join(texts)  # noqa: SLF001


def shown(participation: Participation) -> str:
    affiliation = participation.organization
    return names.shown(str(participation.speaker), str(affiliation) if affiliation else "")


def topics(known: Known, plan: RowPlan, session: Session) -> list[Write]:
    """Return how the session's topics become those named in the cell; order says nothing."""
    before = list(getattr(session, "taggings", []))
    after = []
    for part in names.apart(plan.row.lines("topics")):
        if text := " ".join(part.split()):
            tag = known.topics.find(text, plan.row.cell("topics"))
            if tag is None:
                plan.state = State.ASKED
            elif tag not in after:
                after.append(tag)
    plan.uses += after
    old = [each.tag for each in before]
    gone = [Write(each, DELETION) for each in before if each.tag not in after]
    added = [
        Write(TaggedSession(content_object=session, tag=tag), ADDITION)
        for tag in after
        if tag not in old
    ]
    if gone or added:
        label, new = SESSIONS.column("topics").heading, "; ".join(sorted(map(str, after)))
        plan.differences.append(Difference(label, said_before(session, sorted(map(str, old))), new))
    return gone + added
