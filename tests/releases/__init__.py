"""The data of every release, as its database held them, to see that an upgrade loses nothing.

A release is kept by `keep`, in the database of a site of that release:

    manage.py shell --command "from tests.releases import keep; keep('0.1.0')"
"""

import gzip
import json
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

HERE = Path(__file__).parent
VERSIONS = sorted(path.name.removesuffix(".json.gz") for path in HERE.glob("*.json.gz"))
LEFT_OUT = {"sessions.session", "program.version"}  # sign-ins, a counter


def keep(version):
    """Write the rows of all tables, and which migrations have been applied."""
    models = apps.get_models(include_auto_created=True)
    said = {
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        "rows": {
            model._meta.label_lower: rows(model, columns(model))
            for model in models
            if not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
        },
    }
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    (HERE / f"{version}.json.gz").write_bytes(gzip.compress(text, mtime=0))


def columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def rows(model, names):
    """Return all rows of a model as dictionaries of what JSON can hold."""
    found = [dict(zip(names, row, strict=True)) for row in QuerySet(model).values_list(*names)]
    return json.loads(json.dumps(found, cls=DjangoJSONEncoder))


def kept(version):
    """Return what `keep` wrote."""
    return json.loads(gzip.decompress((HERE / f"{version}.json.gz").read_bytes()))


def migrations(version):
    """Return the migrations a release has, as pairs of app and name."""
    return {(app, name) for app, name in kept(version)["migrations"]}


def load(version):
    """Make an empty database that of a release: its tables, and in them its rows."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.nodes.keys() & migrations(version)
    lasting = [node for node in nodes if not executor.loader.graph.node_map[node].children & nodes]
    executor.migrate(lasting)
    state = MigrationExecutor(connection).loader.project_state(lasting).apps
    with transaction.atomic(), connection.constraint_checks_disabled():
        models = [(state.get_model(label), found) for label, found in kept(version)["rows"].items()]
        for model, found in models:
            fields = {field.attname: field for field in model._meta.concrete_fields}
            for field in fields.values():
                field.auto_now_add = field.auto_now = False  # moments are kept as they are
            QuerySet(model).bulk_create(
                model(**{name: fields[name].to_python(value) for name, value in row.items()})
                for row in found
            )
        with connection.cursor() as cursor:
            made = [model for model, _found in models]
            for statement in connection.ops.sequence_reset_sql(no_style(), made):
                cursor.execute(statement)


def lost(version):
    """Return what stood in the database of a release and does not stand in this one."""
    missing = []
    for label, found in kept(version)["rows"].items():
        try:
            model = apps.get_model(label)
        except LookupError:
            missing.append(label)
            continue
        names = sorted({name for row in found for name in row})
        gone = set(names) - set(columns(model))
        missing += [f"{label}.{name}" for name in gone]
        there = rows(model, [name for name in names if name not in gone])
        for row in found:
            if {name: value for name, value in row.items() if name not in gone} not in there:
                missing.append(f"{label}: {row}")
    return missing
