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
from pathlib import Path
from typing import TYPE_CHECKING, Any

# The one table of names, a line for each: type checkers read it as it is, and `__getattr__` follows it when a name is
# used first, since to load all modules takes longer than most of the functions run.
if TYPE_CHECKING:
    from wsisc.api.building import DocumentOptions as DocumentOptions
    from wsisc.api.building import build_files as build_files
    from wsisc.api.calls import CallOptions as CallOptions
    from wsisc.api.calls import CheckedCall as CheckedCall
    from wsisc.api.calls import CreatedCall as CreatedCall
    from wsisc.api.calls import KnownCall as KnownCall
    from wsisc.api.calls import check_calls as check_calls
    from wsisc.api.calls import compose_schema as compose_schema
    from wsisc.api.calls import create_call as create_call
    from wsisc.api.calls import list_calls as list_calls
    from wsisc.api.calls import read_call as read_call
    from wsisc.api.checking import CheckOptions as CheckOptions
    from wsisc.api.checking import RuleOptions as RuleOptions
    from wsisc.api.checking import validate_files as validate_files
    from wsisc.api.collating import CollateOptions as CollateOptions
    from wsisc.api.collating import CollateResult as CollateResult
    from wsisc.api.collating import collate_files as collate_files
    from wsisc.api.comparing import RedlineOptions as RedlineOptions
    from wsisc.api.comparing import compare_merge as compare_merge
    from wsisc.api.comparing import compare_versions as compare_versions
    from wsisc.api.comparing import create_redline as create_redline
    from wsisc.api.counting import FileStatistics as FileStatistics
    from wsisc.api.counting import count_words as count_words
    from wsisc.api.creating import AdoptedFolder as AdoptedFolder
    from wsisc.api.creating import CreatedFiles as CreatedFiles
    from wsisc.api.creating import NewSubmission as NewSubmission
    from wsisc.api.creating import SubmissionOptions as SubmissionOptions
    from wsisc.api.creating import adopt_folder as adopt_folder
    from wsisc.api.creating import create_submission as create_submission
    from wsisc.api.explaining import explain_rule as explain_rule
    from wsisc.api.explaining import list_rules as list_rules
    from wsisc.api.extracting import ExtractResult as ExtractResult
    from wsisc.api.extracting import extract_source as extract_source
    from wsisc.api.folder_importing import FolderImportOptions as FolderImportOptions
    from wsisc.api.folder_importing import FolderImportResult as FolderImportResult
    from wsisc.api.folder_importing import import_folder as import_folder
    from wsisc.api.folders import FolderSettings as FolderSettings
    from wsisc.api.folders import find_settings as find_settings
    from wsisc.api.forms import FormResult as FormResult
    from wsisc.api.forms import create_form as create_form
    from wsisc.api.forms import create_forms as create_forms
    from wsisc.api.importing import ImportResult as ImportResult
    from wsisc.api.importing import import_document as import_document
    from wsisc.api.installation import ComponentStatus as ComponentStatus
    from wsisc.api.installation import check_installation as check_installation
    from wsisc.api.installation import prune_cache as prune_cache
    from wsisc.api.merging import MergeOptions as MergeOptions
    from wsisc.api.merging import merge_review as merge_review
    from wsisc.api.migrating import MigrateResult as MigrateResult
    from wsisc.api.migrating import migrate_submission as migrate_submission
    from wsisc.api.parity import ComparedTranslation as ComparedTranslation
    from wsisc.api.parity import ParityResult as ParityResult
    from wsisc.api.parity import compare_translations as compare_translations
    from wsisc.api.parity import record_translations as record_translations
    from wsisc.api.previewing import RunningPreview as RunningPreview
    from wsisc.api.previewing import start_preview as start_preview
    from wsisc.api.recycling import RecycledResult as RecycledResult
    from wsisc.api.recycling import RepeatedText as RepeatedText
    from wsisc.api.recycling import find_recycled as find_recycled
    from wsisc.api.results import Batch as Batch
    from wsisc.api.results import BuildResult as BuildResult
    from wsisc.api.results import CheckResult as CheckResult
    from wsisc.api.results import FixedSource as FixedSource
    from wsisc.api.reviewing import ReviewOptions as ReviewOptions
    from wsisc.api.reviewing import ReviewResult as ReviewResult
    from wsisc.api.reviewing import review_files as review_files
    from wsisc.api.sites import SiteOptions as SiteOptions
    from wsisc.api.sites import SiteResult as SiteResult
    from wsisc.api.sites import build_site as build_site
    from wsisc.api.tagging import ApplyResult as ApplyResult
    from wsisc.api.tagging import SuggestResult as SuggestResult
    from wsisc.api.tagging import apply_tags as apply_tags
    from wsisc.api.tagging import suggest_tags as suggest_tags
    from wsisc.api.translating import TranslateResult as TranslateResult
    from wsisc.api.translating import export_translation as export_translation
    from wsisc.api.translating import import_translation as import_translation
    from wsisc.api.verifying import verify_document as verify_document
    from wsisc.calls.call import Call as Call
    from wsisc.diff.change import Change as Change
    from wsisc.diff.change import Verdict as Verdict
    from wsisc.diff_report.compared_versions import ComparedVersion as ComparedVersion
    from wsisc.diff_report.compared_versions import VersionComparison as VersionComparison
    from wsisc.document.scaffold import Submitter as Submitter
    from wsisc.importer.import_document import ImportedDocument as ImportedDocument
    from wsisc.lint.explanations import CodeExplanation as CodeExplanation
    from wsisc.lint.reuse.recycled_passages import ComparedText as ComparedText
    from wsisc.lint.reuse.recycled_passages import RecycledPassage as RecycledPassage
    from wsisc.lint.reuse.recycled_passages import Share as Share
    from wsisc.lint.statistics import PartStatistics as PartStatistics
    from wsisc.merge.merge_review import MergeResult as MergeResult
    from wsisc.merge.merge_review import ReviewChanges as ReviewChanges
    from wsisc.merge.notes import MergeNote as MergeNote
    from wsisc.messages.diagnostic import Diagnostic as Diagnostic
    from wsisc.messages.diagnostic import WsiscError as WsiscError
    from wsisc.parity.text_comparison import Divergence as Divergence
    from wsisc.pipeline.jobs.job_creation import BatchOptions as BatchOptions
    from wsisc.verification.verify_content import Answer as Answer
    from wsisc.verification.verify_content import Verification as Verification
    from wsisc.workspace.input_files import InputFile as InputFile
else:
    _LINES = map(str.split, Path(__file__).read_text("utf-8").splitlines())
    _MODULES = {words[3]: words[1] for words in _LINES if len(words) == 6 and words[::2] == ["from", "import", "as"]}
    __all__ = list(_MODULES)

    def __getattr__(name: str) -> Any:
        """Return a function or type of this package, loaded at its first use."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(_MODULES[name]), name)
