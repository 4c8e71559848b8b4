"""Papers from the lists of those who gather them: EasyChair, CMT, OpenReview, HotCRP, DBLP."""

import json
import re
from collections import defaultdict

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.known import Known
from sessions.exchange.spreadsheet.plan import Difference, RowPlan, State, Write
from sessions.exchange.spreadsheet.row import Row
from sessions.exchange.spreadsheet.session_identity import TITLES
from sessions.exchange.spreadsheet.session_rows import NOT_TAKEN, SessionRows
from sessions.exchange.spreadsheet.tables import PAPERS
from sessions.models import Resource, Session
from sessions.words import normalize

NOT_ACCEPTED = re.compile(
    r"reject|withdr|declin|retract|not accept|awaiting|pending|under review|no decision|undecided"
    r"|probabl|borderline|^submitted|submission$|^(?:no|n|false|0|none|)$|拒|撤|未|待|退|否"
)
ACCEPTED = re.compile(
    r"accept|oral|poster|spotlight|camera ready|publish|^(?:yes|y|true|1)$|录用|接收|接受|通过|是"
)
NOT_DELETED = ("", "no", "false", "0")


class PaperRows:
    """Works out what rows of papers would do: those accepted become sessions of that kind."""

    def __init__(self, known: Known, rows: list[Row]) -> None:
        accepted = [is_accepted(row) for row in rows]
        pairs = list(zip(rows, accepted, strict=True))
        self.left_out = [left_out(row) for row, taken in pairs if not taken]
        self.papers = SessionRows(known, [as_session(row) for row, taken in pairs if taken])

    def planned(self) -> list[RowPlan]:
        plans = self.papers.planned()
        self.add_links(plans)
        return sorted([*plans, *self.left_out], key=lambda plan: plan.row.number)

    def add_links(self, plans: list[RowPlan]) -> None:
        """Give the papers the links of their rows, each after those that a paper has."""
        linked = [
            (plan, session)
            for plan in plans
            if plan.row.text("doi")
            and plan.state not in NOT_TAKEN
            and (session := self.papers.session(plan))
        ]
        stored = [session.pk for _plan, session in linked if session.pk]
        kept: dict[int, list[Resource]] = defaultdict(list)
        for each in Resource.objects.filter(session__in=stored, kind=Resource.Kind.PAPER):
            kept[each.session_id].append(each)
        for plan, session in linked:
            add_link(plan, session, kept[session.pk] if session.pk else [])


def add_link(plan: RowPlan, session: Session, kept: list[Resource]) -> None:
    """Let a row add its link to a paper, unless it is among those `kept`."""
    text = plan.row.text("doi")
    url = text if re.match(r"https?://", text) else f"https://doi.org/{text.removeprefix('doi:')}"
    if url in [each.url for each in kept]:
        return
    try:
        Resource._meta.get_field("url").clean(url, None)  # noqa: SLF001 - documented
    except ValidationError as error:
        plan.row.refuse(error.messages[0], "doi")
    order = 1 + max((each.order for each in kept), default=0)
    paper = Resource(session=session, kind=Resource.Kind.PAPER, order=order, url=url)
    plan.writes.append(Write(paper, ADDITION))
    plan.differences.append(Difference(PAPERS.column("doi").heading, None, url))
    plan.settle()


def is_deleted(row: Row) -> bool:
    return row.text("deleted").casefold() not in NOT_DELETED


def is_accepted(row: Row) -> bool:
    """Tell whether a paper is accepted, as all are where no column speaks of that.

    What says neither is refused in the row, which then counts as accepted so that it is shown.
    """
    if is_deleted(row):
        return False
    if row.has("decision"):
        said = normalize(row.text("decision"))
        if NOT_ACCEPTED.search(said):
            return False
        if not ACCEPTED.search(said):
            message = _("“%s” says neither that it is accepted nor that it is not; write Accept.")
            row.refuse(message % row.text("decision"), "decision")
        return True
    return not (row.has("venue") and NOT_ACCEPTED.search(normalize(row.text("venue"))))


def left_out(row: Row) -> RowPlan:
    """Return the plan of a row that is not taken, with the reason."""
    name = "decision" if row.has("decision") else "venue"
    if is_deleted(row):
        name = "deleted"
    reason = Difference(PAPERS.column(name).heading, None, row.text(name) or _("not decided"))
    title = next(filter(None, map(row.text, TITLES)), "")
    return RowPlan(row, title, State.LEFT_OUT, differences=[reason])


def as_session(row: Row) -> Row:
    """Return a row as one of the table of sessions."""
    if not row.text("authors") and row.has("author_names"):
        row.cells["authors"] = row.cells["author_names"]
    for name in ("authors", "topics"):
        if row.has(name):
            row.cells[name] = (as_list(row.lines(name)), row.cell(name))
    row.cells["kind"] = (Session.Kind.PAPER.value, row.cell(*TITLES))
    return row


def as_list(text: str) -> str:
    """Return a list of OpenReview's, as JSON or with bars, with semicolons in between."""
    try:
        values = json.loads(text) if text.startswith("[") else text.split("|")
    except (ValueError, RecursionError):
        values = [text]
    return "; ".join(str(each).strip() for each in values)
