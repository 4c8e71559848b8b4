"""Static files under names that change with their contents, so that browsers may keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also renames the modules that ES modules import."""

    support_js_module_import_aggregation = True
