from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kdd_program.terminal import in_its_language
from sessions.exchange import spreadsheet
from sessions.exchange.spreadsheet import NEW, OTHERS, Incoming, Plan, State, TablePlan
from sessions.management.events import event_called


class Command(BaseCommand):
    help = (
        "Put a spreadsheet (XLSX or CSV), a table of a web page (HTML), a timetable of Indico "
        "(JSON) or papers of DBLP (XML) into an event's program, "
        "as a whole or not at all. "
        "With --dry-run, only say line by line what it would do."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("table", choices=list(spreadsheet.INCOMING))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--leave-out", action="store_true", help="leave out lines not taken")
        parser.add_argument(
            "--means",
            action="append",
            default=[],
            metavar="NAME=SLUG",
            help=f"who a doubtful name means, or NAME={NEW} (may be given more than once); "
            f"{OTHERS}={NEW} if all others mean someone new",
        )

    def handle(self, *args: str, event: str, table: str, file: Path, **options: Any) -> None:
        try:
            with in_its_language():
                chosen = event_called(event)
                incoming = Incoming(chosen, table, file.read_bytes())
                plan = spreadsheet.dry_run(incoming)
                incoming.answers.update(answers(plan, options["means"]))
                if options["dry_run"]:
                    self.report(spreadsheet.dry_run(incoming))
                    return
                self.apply(incoming, leave_out=options["leave_out"])
        except (OSError, spreadsheet.SpreadsheetError) as error:
            raise CommandError(str(error)) from error

    def apply(self, incoming: Incoming, *, leave_out: bool) -> None:
        try:
            self.report(spreadsheet.import_file(incoming, leave_out=leave_out))
        except spreadsheet.SpreadsheetError:
            self.report(spreadsheet.dry_run(incoming))
            raise

    def report(self, plan: Plan) -> None:
        """Say what becomes of each line that is not unchanged, and how many there are of each."""
        for row in plan.rows:
            if row.state == State.UNCHANGED:
                continue
            self.stdout.write(f"{row.row.number}\t{row.state.label}\t{row.label}")
            for problem in row.row.problems:
                self.stdout.write(f"\t{problem.cell}: {problem.message}")
            for each in row.differences:
                before = "" if each.old is None else f"{each.old or '–'} → "
                self.stdout.write(f"\t{each.label}: {before}{each.new or '–'}")
        for question in plan.questions:
            if not question.answer:
                slugs = [each.slug for each in question.candidates]
                offered = ", ".join([*slugs, NEW] if question.may_be_new else slugs)
                message = _("Say who or what is meant: --means “%(name)s=…”, one of: %(slugs)s")
                self.stdout.write(message % {"name": question.text, "slugs": offered})
        self.stdout.write(", ".join(f"{plan.count(state)} {state.label}" for state in State))
        if isinstance(plan, TablePlan):
            self.say_what_was_read(plan)

    def say_what_was_read(self, plan: TablePlan) -> None:
        """Name the sheet, and the columns and sheets that were not read; say if it has no lines."""
        header = plan.header
        if not plan.rows:
            message = _("There is nothing to import: there are no lines below the headings.")
            self.stdout.write(message)
        if header.sheet.name:
            self.stdout.write(_("Read was “%s”.") % header.sheet.name)
        if header.ignored:
            self.stdout.write(
                f"{_('Columns that are not known and not read:')} {', '.join(header.ignored)}."
            )


def answers(plan: Plan, means: list[str]) -> dict[str, str]:
    """Return the answers given as NAME=SLUG, by question."""
    said = dict(each.rpartition("=")[::2] for each in means)
    keys = {OTHERS: OTHERS} | {each.text: each.key for each in plan.questions}
    return {keys[name]: answer for name, answer in said.items() if name in keys}
