"""The use cases of wsisc as functions: files of submissions -> diagnostics, documents and reports, as values.

The command line calls these functions and shows their results; Python programs and language servers call the same.
Import this package explicitly: `import wsisc` stays empty, and each function is loaded at its first use.

What the functions have in common:

- `paths` is a file, a folder, or a pattern such as "2025/**/*.yaml", as a text or a `Path`, or several of them.
- Options have the defaults of the command line; where these come from the nearest wsisc.toml, that is read here too.
- `jobs` is the number of parallel jobs, by default all cores; with `use_cache` earlier results are used; `scheduler`
  is the address of a Dask scheduler, by which a cluster does the work.
- `notify` receives notes, such as on files that are left out.
- What is wrong with a submission is a diagnostic in the result, never an exception. The only exception is `WsiscError`:
  `str()` is the message, `hint` says what to do, and `exit_code` is 2 for wrong options, 3 for a broken environment.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsisc.api.building import build_files
    from wsisc.api.checking import validate_files
    from wsisc.api.collating import CollateResult, collate_files
    from wsisc.api.extracting import ExtractResult, extract_source
    from wsisc.api.importing import ImportResult, import_document
    from wsisc.api.merging import merge_review
    from wsisc.api.recycling import RecycledResult, find_recycled
    from wsisc.api.results import Batch, BuildResult, CheckResult, FixedSource
    from wsisc.api.sites import SiteResult, build_site
    from wsisc.api.verifying import verify_document
    from wsisc.diagnostic import Diagnostic, WsiscError
    from wsisc.importer.import_document import ImportedDocument
    from wsisc.merge.merge_review import MergeResult, ReviewChanges
    from wsisc.verification.verify_document import Verification

__all__ = [
    "Batch",
    "BuildResult",
    "CheckResult",
    "CollateResult",
    "Diagnostic",
    "ExtractResult",
    "FixedSource",
    "ImportResult",
    "ImportedDocument",
    "MergeResult",
    "RecycledResult",
    "ReviewChanges",
    "SiteResult",
    "Verification",
    "WsiscError",
    "build_files",
    "build_site",
    "collate_files",
    "extract_source",
    "find_recycled",
    "import_document",
    "merge_review",
    "validate_files",
    "verify_document",
]

# The module of each name. To load them all takes longer than most of the functions run.
_MODULES = {
    "Batch": "wsisc.api.results",
    "BuildResult": "wsisc.api.results",
    "CheckResult": "wsisc.api.results",
    "CollateResult": "wsisc.api.collating",
    "Diagnostic": "wsisc.diagnostic",
    "ExtractResult": "wsisc.api.extracting",
    "FixedSource": "wsisc.api.results",
    "ImportResult": "wsisc.api.importing",
    "ImportedDocument": "wsisc.importer.import_document",
    "MergeResult": "wsisc.merge.merge_review",
    "RecycledResult": "wsisc.api.recycling",
    "ReviewChanges": "wsisc.merge.merge_review",
    "SiteResult": "wsisc.api.sites",
    "Verification": "wsisc.verification.verify_document",
    "WsiscError": "wsisc.diagnostic",
    "build_files": "wsisc.api.building",
    "build_site": "wsisc.api.sites",
    "collate_files": "wsisc.api.collating",
    "extract_source": "wsisc.api.extracting",
    "find_recycled": "wsisc.api.recycling",
    "import_document": "wsisc.api.importing",
    "merge_review": "wsisc.api.merging",
    "validate_files": "wsisc.api.checking",
    "verify_document": "wsisc.api.verifying",
}


def __getattr__(name: str) -> Any:
    """Return a function or type of this package, loaded at its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES[name]), name)
