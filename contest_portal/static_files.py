"""Static files under names that change with their content, modules of JavaScript included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """What one module imports from another is named in it by the changed name too."""

    support_js_module_import_aggregation = True
