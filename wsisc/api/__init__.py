"""The use cases of wsisc as functions: files of submissions -> diagnostics, documents and reports, as values.

The command line calls these functions and shows their results; Python programs and language servers call the same.
Import this package explicitly: `import wsisc` stays empty, and each function is loaded at its first use.

Paths are texts or `Path` objects, as on the command line: files, folders, or patterns such as "2025/**/*.yaml". Options
have the defaults of the command line, those of the nearest wsisc.toml included. The only exception is `WsiscError`: its
text is the message, `hint` says what to do, and `exit_code` is 2 for wrong options and 3 for a broken environment. What
is wrong with a submission is never an exception, but a diagnostic in the result. Notes, such as on files that are left
out, go to `notify`.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsisc.api.building import build_files
    from wsisc.api.checking import validate_files
    from wsisc.api.collating import CollateResult, collate_files
    from wsisc.api.recycling import RecycledResult, find_recycled
    from wsisc.api.results import Batch, BuildResult, CheckResult, FixedSource
    from wsisc.api.sites import SiteResult, build_site
    from wsisc.diagnostic import Diagnostic, WsiscError

__all__ = [
    "Batch",
    "BuildResult",
    "CheckResult",
    "CollateResult",
    "Diagnostic",
    "FixedSource",
    "RecycledResult",
    "SiteResult",
    "WsiscError",
    "build_files",
    "build_site",
    "collate_files",
    "find_recycled",
    "validate_files",
]

_MODULES = {
    "Batch": "wsisc.api.results",
    "BuildResult": "wsisc.api.results",
    "CheckResult": "wsisc.api.results",
    "CollateResult": "wsisc.api.collating",
    "Diagnostic": "wsisc.diagnostic",
    "FixedSource": "wsisc.api.results",
    "RecycledResult": "wsisc.api.recycling",
    "SiteResult": "wsisc.api.sites",
    "WsiscError": "wsisc.diagnostic",
    "build_files": "wsisc.api.building",
    "build_site": "wsisc.api.sites",
    "collate_files": "wsisc.api.collating",
    "find_recycled": "wsisc.api.recycling",
    "validate_files": "wsisc.api.checking",
}
"""The module of each name. To load them all takes longer than most of the functions run."""


def __getattr__(name: str) -> Any:
    """Return a function or type of this package, loaded at its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES[name]), name)
