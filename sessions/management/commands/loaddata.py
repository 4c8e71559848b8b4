from pathlib import Path

from django.core.management.base import CommandError
from modeltranslation.management.commands import loaddata

from sessions.exchange import fixture
from sessions.search import rebuilt_at_the_end


class Command(loaddata.Command):
    """Django's `loaddata`, stricter with program fixtures.

    A program fixture is loaded whole or not at all, says what it changed, and is refused with a
    sentence that names the object and the field. All other fixtures load as they always did.
    """

    def load_label(self, fixture_label: str) -> None:
        files = [Path(name) for name, _folder, _stem in self.find_fixtures(fixture_label)]
        texts = [file.read_text(encoding="utf-8") for file in files if file.suffix == ".json"]
        if len(texts) != len(files) or not all(fixture.is_program(text) for text in texts):
            with rebuilt_at_the_end():
                super().load_label(fixture_label)
            return
        for text in texts:
            self.load_program(text)

    def load_program(self, text: str) -> None:
        try:
            report = fixture.load(text)
        except fixture.FixtureError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.fixture_count += 1
        self.loaded_object_count += report.created.total() + report.updated.total()
        self.fixture_object_count += report.unchanged.total() + self.loaded_object_count
        if self.verbosity > 0:
            for change in report.changes if report.updated else []:
                self.stdout.write(change)
            self.stdout.write(str(report))
