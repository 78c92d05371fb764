"""The use cases of wsisc as functions: files of submissions -> diagnostics, documents and reports, as values.

The command line calls these functions and shows their results; Python programs and language servers call the same.
Import this package explicitly: `import wsisc` stays empty, and each function is loaded at its first use.

What the functions have in common:

- `paths` is a file, a folder, or a pattern such as "2025/**/*.yaml", as a text or a `Path`, or several of them.
- Options have the defaults of the command line; where these come from the nearest wsisc.toml, that is read here too.
- Operations with many options take them as one value, such as `DocumentOptions`. `BatchOptions` says how to work on
  many files: `jobs` at a time, by default all cores, `use_cache`, and the address of a Dask `scheduler`.
- `notify` receives notes, such as on files that are left out.
- What is wrong with a submission is a diagnostic in the result, never an exception. The only exception is `WsiscError`:
  `str()` is the message, `hint` says what to do, and `exit_code` is 2 for wrong options, 3 for a broken environment.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsisc.api.building import DocumentOptions, build_files
    from wsisc.api.calls import (
        CallOptions,
        CheckedCall,
        CreatedCall,
        KnownCall,
        check_calls,
        create_call,
        list_calls,
        read_call,
    )
    from wsisc.api.checking import CheckOptions, validate_files
    from wsisc.api.collating import CollateOptions, CollateResult, collate_files
    from wsisc.api.comparing import RedlineOptions, compare_merge, compare_versions, create_redline
    from wsisc.api.counting import FileStatistics, count_words
    from wsisc.api.creating import (
        AdoptedFolder,
        CreatedFiles,
        NewSubmission,
        SubmissionOptions,
        adopt_folder,
        create_submission,
    )
    from wsisc.api.explaining import explain_rule, list_rules
    from wsisc.api.extracting import ExtractResult, extract_source
    from wsisc.api.folder_importing import FolderImportOptions, FolderImportResult, import_folder
    from wsisc.api.folder_settings import FolderSettings, compose_schema, find_settings
    from wsisc.api.forms import FormResult, create_form, create_forms
    from wsisc.api.importing import ImportResult, import_document
    from wsisc.api.installation import ComponentStatus, check_installation, prune_cache
    from wsisc.api.merging import MergeOptions, merge_review
    from wsisc.api.migrating import MigrateResult, migrate_submission
    from wsisc.api.parity import ComparedTranslation, ParityResult, compare_translations, record_translations
    from wsisc.api.previewing import RunningPreview, start_preview
    from wsisc.api.recycling import RecycledResult, RepeatedText, find_recycled
    from wsisc.api.results import Batch, BuildResult, CheckResult, FixedSource
    from wsisc.api.reviewing import ReviewOptions, ReviewResult, review_files
    from wsisc.api.rule_choice import RuleOptions
    from wsisc.api.sites import SiteOptions, SiteResult, build_site
    from wsisc.api.tagging import ApplyResult, SuggestResult, apply_tags, suggest_tags
    from wsisc.api.translating import TranslateResult, export_translation, import_translation
    from wsisc.api.verifying import verify_document
    from wsisc.calls.call import Call
    from wsisc.diff.change import Change, Verdict
    from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
    from wsisc.document.scaffold import Submitter
    from wsisc.importer.import_document import ImportedDocument
    from wsisc.lint.explanations import CodeExplanation
    from wsisc.lint.reuse.recycled_passages import ComparedText, RecycledPassage, Share
    from wsisc.lint.statistics import PartStatistics
    from wsisc.merge.merge_review import MergeResult, ReviewChanges
    from wsisc.merge.notes import MergeNote
    from wsisc.messages.diagnostic import Diagnostic, WsiscError
    from wsisc.parity.divergence import Divergence
    from wsisc.pipeline.jobs.job_creation import BatchOptions
    from wsisc.verification.verify_document import Answer, Verification
    from wsisc.workspace.input_files import InputFile

__all__ = [
    "AdoptedFolder",
    "Answer",
    "ApplyResult",
    "Batch",
    "BatchOptions",
    "BuildResult",
    "Call",
    "CallOptions",
    "Change",
    "CheckOptions",
    "CheckResult",
    "CheckedCall",
    "CodeExplanation",
    "CollateOptions",
    "CollateResult",
    "ComparedText",
    "ComparedTranslation",
    "ComparedVersion",
    "ComponentStatus",
    "CreatedCall",
    "CreatedFiles",
    "Diagnostic",
    "Divergence",
    "DocumentOptions",
    "ExtractResult",
    "FileStatistics",
    "FixedSource",
    "FolderImportOptions",
    "FolderImportResult",
    "FolderSettings",
    "FormResult",
    "ImportResult",
    "ImportedDocument",
    "InputFile",
    "KnownCall",
    "MergeNote",
    "MergeOptions",
    "MergeResult",
    "MigrateResult",
    "NewSubmission",
    "ParityResult",
    "PartStatistics",
    "RecycledPassage",
    "RecycledResult",
    "RedlineOptions",
    "RepeatedText",
    "ReviewChanges",
    "ReviewOptions",
    "ReviewResult",
    "RuleOptions",
    "RunningPreview",
    "Share",
    "SiteOptions",
    "SiteResult",
    "SubmissionOptions",
    "Submitter",
    "SuggestResult",
    "TranslateResult",
    "Verdict",
    "Verification",
    "VersionComparison",
    "WsiscError",
    "adopt_folder",
    "apply_tags",
    "build_files",
    "build_site",
    "check_calls",
    "check_installation",
    "collate_files",
    "compare_merge",
    "compare_translations",
    "compare_versions",
    "compose_schema",
    "count_words",
    "create_call",
    "create_form",
    "create_forms",
    "create_redline",
    "create_submission",
    "explain_rule",
    "export_translation",
    "extract_source",
    "find_recycled",
    "find_settings",
    "import_document",
    "import_folder",
    "import_translation",
    "list_calls",
    "list_rules",
    "merge_review",
    "migrate_submission",
    "prune_cache",
    "read_call",
    "record_translations",
    "review_files",
    "start_preview",
    "suggest_tags",
    "validate_files",
    "verify_document",
]

# The module of each name. To load them all takes longer than most of the functions run.
_MODULES = {
    "AdoptedFolder": "wsisc.api.creating",
    "Answer": "wsisc.verification.verify_document",
    "ApplyResult": "wsisc.api.tagging",
    "Batch": "wsisc.api.results",
    "BatchOptions": "wsisc.pipeline.jobs.job_creation",
    "BuildResult": "wsisc.api.results",
    "Call": "wsisc.calls.call",
    "CallOptions": "wsisc.api.calls",
    "Change": "wsisc.diff.change",
    "CheckOptions": "wsisc.api.checking",
    "CheckResult": "wsisc.api.results",
    "CheckedCall": "wsisc.api.calls",
    "CodeExplanation": "wsisc.lint.explanations",
    "CollateOptions": "wsisc.api.collating",
    "CollateResult": "wsisc.api.collating",
    "ComparedText": "wsisc.lint.reuse.recycled_passages",
    "ComparedTranslation": "wsisc.api.parity",
    "ComparedVersion": "wsisc.diff_report.compared_versions",
    "ComponentStatus": "wsisc.api.installation",
    "CreatedCall": "wsisc.api.calls",
    "CreatedFiles": "wsisc.api.creating",
    "Diagnostic": "wsisc.messages.diagnostic",
    "Divergence": "wsisc.parity.divergence",
    "DocumentOptions": "wsisc.api.building",
    "ExtractResult": "wsisc.api.extracting",
    "FileStatistics": "wsisc.api.counting",
    "FixedSource": "wsisc.api.results",
    "FolderImportOptions": "wsisc.api.folder_importing",
    "FolderImportResult": "wsisc.api.folder_importing",
    "FolderSettings": "wsisc.api.folder_settings",
    "FormResult": "wsisc.api.forms",
    "ImportResult": "wsisc.api.importing",
    "ImportedDocument": "wsisc.importer.import_document",
    "InputFile": "wsisc.workspace.input_files",
    "KnownCall": "wsisc.api.calls",
    "MergeNote": "wsisc.merge.notes",
    "MergeOptions": "wsisc.api.merging",
    "MergeResult": "wsisc.merge.merge_review",
    "MigrateResult": "wsisc.api.migrating",
    "NewSubmission": "wsisc.api.creating",
    "ParityResult": "wsisc.api.parity",
    "PartStatistics": "wsisc.lint.statistics",
    "RecycledPassage": "wsisc.lint.reuse.recycled_passages",
    "RecycledResult": "wsisc.api.recycling",
    "RedlineOptions": "wsisc.api.comparing",
    "RepeatedText": "wsisc.api.recycling",
    "ReviewChanges": "wsisc.merge.merge_review",
    "ReviewOptions": "wsisc.api.reviewing",
    "ReviewResult": "wsisc.api.reviewing",
    "RuleOptions": "wsisc.api.rule_choice",
    "RunningPreview": "wsisc.api.previewing",
    "Share": "wsisc.lint.reuse.recycled_passages",
    "SiteOptions": "wsisc.api.sites",
    "SiteResult": "wsisc.api.sites",
    "SubmissionOptions": "wsisc.api.creating",
    "Submitter": "wsisc.document.scaffold",
    "SuggestResult": "wsisc.api.tagging",
    "TranslateResult": "wsisc.api.translating",
    "Verdict": "wsisc.diff.change",
    "Verification": "wsisc.verification.verify_document",
    "VersionComparison": "wsisc.diff_report.compared_versions",
    "WsiscError": "wsisc.messages.diagnostic",
    "adopt_folder": "wsisc.api.creating",
    "apply_tags": "wsisc.api.tagging",
    "build_files": "wsisc.api.building",
    "build_site": "wsisc.api.sites",
    "check_calls": "wsisc.api.calls",
    "check_installation": "wsisc.api.installation",
    "collate_files": "wsisc.api.collating",
    "compare_merge": "wsisc.api.comparing",
    "compare_translations": "wsisc.api.parity",
    "compare_versions": "wsisc.api.comparing",
    "compose_schema": "wsisc.api.folder_settings",
    "count_words": "wsisc.api.counting",
    "create_call": "wsisc.api.calls",
    "create_form": "wsisc.api.forms",
    "create_forms": "wsisc.api.forms",
    "create_redline": "wsisc.api.comparing",
    "create_submission": "wsisc.api.creating",
    "explain_rule": "wsisc.api.explaining",
    "export_translation": "wsisc.api.translating",
    "extract_source": "wsisc.api.extracting",
    "find_recycled": "wsisc.api.recycling",
    "find_settings": "wsisc.api.folder_settings",
    "import_document": "wsisc.api.importing",
    "import_folder": "wsisc.api.folder_importing",
    "import_translation": "wsisc.api.translating",
    "list_calls": "wsisc.api.calls",
    "list_rules": "wsisc.api.explaining",
    "merge_review": "wsisc.api.merging",
    "migrate_submission": "wsisc.api.migrating",
    "prune_cache": "wsisc.api.installation",
    "read_call": "wsisc.api.calls",
    "record_translations": "wsisc.api.parity",
    "review_files": "wsisc.api.reviewing",
    "start_preview": "wsisc.api.previewing",
    "suggest_tags": "wsisc.api.tagging",
    "validate_files": "wsisc.api.checking",
    "verify_document": "wsisc.api.verifying",
}


def __getattr__(name: str) -> Any:
    """Return a function or type of this package, loaded at its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES[name]), name)
