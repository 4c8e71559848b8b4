from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from kdd_program.terminal import in_its_language
from sessions.exchange import frab
from sessions.exchange.spreadsheet import NEW, OTHERS, Plan, SpreadsheetError
from sessions.management.commands import import_table
from sessions.management.events import event_called

PLACES_SHOWN = 10


class Command(import_table.Command):
    help = (
        "Put a frab schedule (XML or JSON, frab, pentabarf or pretalx) into an event's "
        "program, as a whole or not at all. With --dry-run, only say what it would do."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--leave-out", action="store_true", help="leave out events not taken")
        parser.add_argument(
            "--cancel-vanished",
            action="store_true",
            help="cancel what takes place here but is not in the file",
        )
        parser.add_argument(
            "--means",
            action="append",
            default=[],
            metavar="NAME=SLUG",
            help=f"who a doubtful name means, or NAME={NEW} (may be given more than once); "
            f"{OTHERS}={NEW} if all others mean someone new",
        )

    def handle(self, *args: str, event: str, file: Path, **options: Any) -> None:
        try:
            with in_its_language():
                chosen = event_called(event)
                incoming = frab.Incoming(
                    chosen, frab.content(file), {}, cancel_vanished=options["cancel_vanished"]
                )
                plan = frab.dry_run(incoming)
                incoming.answers.update(import_table.answers(plan, options["means"]))
                if not options["dry_run"]:
                    self.carry_out(incoming, leave_out=options["leave_out"])
                    return
                self.report(frab.dry_run(incoming))
        except (OSError, SpreadsheetError) as error:
            raise CommandError(str(error)) from error

    def carry_out(self, incoming: frab.Incoming, *, leave_out: bool) -> None:
        try:
            self.report(frab.import_file(incoming, leave_out=leave_out))
        except SpreadsheetError:
            self.report(frab.dry_run(incoming))
            raise

    def report(self, plan: Plan) -> None:
        """Say also what is not carried over, and what the file does not have."""
        super().report(plan)
        if not isinstance(plan, frab.SchedulePlan):
            return
        for message, places in plan.notes:
            named = "; ".join(places[:PLACES_SHOWN])
            more = f" … ({len(places)})" if len(places) > PLACES_SHOWN else ""
            self.stdout.write(f"{message}: {named}{more}" if named else message)
        cancelled = _("cancelled, for it is not in the file")
        kept = _("not in the file; --cancel-vanished cancels it")
        for row in plan.vanished:
            self.stdout.write(f"\t{row.label}: {cancelled if plan.cancel_vanished else kept}")
