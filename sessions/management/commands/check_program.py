import json
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kdd_program.terminal import in_its_language
from sessions.checking import Check, Finding, check
from sessions.management.events import event_called
from sessions.rule_words import WORDS


class Command(BaseCommand):
    help = (
        "Say what in an event's program cannot take place as planned, and what is missing. The"
        " exit status is 0 without errors (there may be warnings), 1 with, 2 without such an event."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: str, event: str, **options: Any) -> None:
        with in_its_language():
            checked = check(event_called(event, returncode=2))
            findings = checked.findings()
            if options["json"]:
                self.stdout.write(as_json(checked, findings))
            else:
                self.write(findings)
            errors = sum(each.is_error for each in findings)
            if errors:
                raise CommandError(ngettext("%d error.", "%d errors.", errors) % errors)

    def write(self, findings: list[Finding]) -> None:
        """Write the findings by rule, each with its mend, and how many there are."""
        said = None
        for each in findings:
            if each.conflict.rule != said:
                said = each.conflict.rule
                self.stdout.write(self.style.MIGRATE_HEADING(str(WORDS[said].name)))
            style = self.style.ERROR if each.is_error else self.style.WARNING
            self.stdout.write(style(f"{'✗' if each.is_error else '!'} {each.matter}"))
            self.stdout.write(f"  → {each.mend}")
        if not findings:
            self.stdout.write(self.style.SUCCESS(_("Nothing is wrong.")))


def as_json(checked: Check, findings: list[Finding]) -> str:
    """Return the findings with slugs in place of numbers; times in UTC (ISO 8601)."""
    return json.dumps(
        {
            "event": checked.event.slug,
            "errors": sum(each.is_error for each in findings),
            "warnings": sum(not each.is_error for each in findings),
            "conflicts": [
                {
                    "rule": each.conflict.rule,
                    "severity": each.conflict.severity,
                    "sessions": ["/".join(one.natural_key()) for one in each.sessions],
                    "people": [checked.people[pk].slug for pk in each.conflict.people],
                    "room": each.conflict.room and checked.rooms[each.conflict.room].slug,
                    "start": in_utc(each.conflict.start),
                    "end": in_utc(each.conflict.end),
                    "text": each.matter,
                    "mend": each.mend,
                }
                for each in findings
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def in_utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
