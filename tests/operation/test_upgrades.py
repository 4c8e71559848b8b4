"""Upgrading: nothing is lost, and the release before goes on working meanwhile."""

import json

import pytest
from django.db import models
from django.db.migrations import AddField, AlterField, CreateModel, RemoveField, RenameField
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.state import ModelState, ProjectState

from tests import releases

OURS = ("program", "speakers")
REMOVALS = {"RemoveField", "DeleteModel"}
RENAMINGS = {"RenameField", "RenameModel", "AlterModelTable"}


@pytest.mark.parametrize("version", releases.VERSIONS)
def test_an_upgrade_loses_nothing_of(version, empty_site):
    empty_site.python(f"from tests.releases import load; load('{version}')")
    migrated = empty_site.manage("migrate")
    assert migrated.returncode == 0, migrated.stderr
    lost = empty_site.python(
        f"import json; from tests.releases import lost; print(json.dumps(lost('{version}')))"
    )
    assert json.loads(lost) == []
    assert "kdd-2023" in empty_site.program()


def test_what_is_lost_would_be_noticed(empty_site):
    version = releases.VERSIONS[0]
    empty_site.python(f"from tests.releases import load; load('{version}')")
    empty_site.manage("migrate")
    lost = empty_site.python(
        "from speakers.models import Speaker\n"
        "Speaker.objects.filter(slug='ed-chi').update(name_en='Somebody else')\n"
        f"from tests.releases import lost; print(*lost('{version}'))"
    )
    assert lost.startswith("speakers.speaker: {")
    assert "ed-chi" in lost


def breaks(operation, before, released):
    """Return in words what an operation takes from the release before, None if nothing.

    `before` is the state of the models before it, `released` what the last release knows.
    """
    kind = type(operation).__name__
    if isinstance(operation, SeparateDatabaseAndState):
        return next(
            filter(
                None, (breaks(each, before, released) for each in operation.database_operations)
            ),
            None,
        )
    if kind in RENAMINGS:
        return f"{operation.describe()}: add the new, copy, and remove the old a release later"
    if kind in REMOVALS and knows(released, operation):
        return f"{operation.describe()}: the last release still uses it"
    if kind == "AddField" and not writable_without(operation.field):
        return f"{operation.describe()}: needs null=True or db_default"
    if kind == "AlterField" and narrows(operation, before):
        return f"{operation.describe()}: holds less than before"
    return None


def knows(released, operation):
    """Say whether the models of a release have what an operation removes."""
    name = getattr(operation, "model_name_lower", None) or operation.name_lower
    model = next((each for (_app, key), each in released.models.items() if key == name), None)
    field = getattr(operation, "model_name_lower", None) and operation.name
    return model is not None and (field is None or field in model.fields)


def writable_without(field):
    """Say whether a row can be written by whoever does not know the field."""
    return field.many_to_many or field.null or field.has_db_default()


def narrows(operation, before):
    model = next(
        each for (_app, key), each in before.models.items() if key == operation.model_name_lower
    )
    old, new = model.fields[operation.name], operation.field
    shorter = (new.max_length or 10**9) < (old.max_length or 10**9)
    return (old.null and not new.null) or (new.unique and not old.unique) or shorter


def test_the_release_before_goes_on_working_during_an_upgrade():
    loader = MigrationLoader(None)
    first, last = (releases.migrations(releases.VERSIONS[index]) for index in (0, -1))
    released = loader.project_state([node for node in last if node[0] in OURS])
    broken = []
    for node, migration in loader.disk_migrations.items():
        if node[0] not in OURS or node in first:
            continue
        state = loader.project_state(node, at_end=False)
        for operation in migration.operations:
            broken.append(breaks(operation, state, released))
            operation.state_forwards(node[0], state)
    assert not list(filter(None, broken))


@pytest.fixture
def talks():
    """Return the state of one model, as it is in a release and before an operation."""
    state = ProjectState()
    fields = [("id", models.AutoField(primary_key=True)), ("title", models.CharField(max_length=9))]
    state.add_model(ModelState("program", "Talk", fields))
    return state


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (RemoveField("Talk", "title"), "still uses it"),
        (RenameField("Talk", "title", "name"), "add the new"),
        (AddField("Talk", "room", models.TextField()), "db_default"),
        (AddField("Talk", "room", models.TextField(default="")), "db_default"),
        (AlterField("Talk", "title", models.CharField(max_length=5)), "holds less"),
        (AlterField("Talk", "title", models.CharField(max_length=9, unique=True)), "holds less"),
        (SeparateDatabaseAndState([RemoveField("Talk", "title")]), "still uses it"),
    ],
)
def test_what_would_break_the_release_before_is_found(talks, operation, words):
    assert words in breaks(operation, talks, talks)


@pytest.mark.parametrize(
    "operation",
    [
        CreateModel("Room", [("id", models.AutoField(primary_key=True))]),
        AddField("Talk", "room", models.TextField(null=True)),
        AddField("Talk", "room", models.TextField(db_default="")),
        AddField("Talk", "people", models.ManyToManyField("speakers.Speaker")),
        AlterField("Talk", "title", models.CharField(max_length=90)),
        SeparateDatabaseAndState(state_operations=[RemoveField("Talk", "title")]),
        RemoveField("Talk", "abstract"),  # the release before did not use it any more
    ],
)
def test_what_the_release_before_does_not_notice_is_allowed(talks, operation):
    assert breaks(operation, talks, talks) is None
