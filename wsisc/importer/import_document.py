"""A document as bytes -> a submission in YAML, the files that belong to it, and the items to report.

1. The source that the document carries is found (`readers.received_document`), and what is done with its call is
   decided (`document.carried_files`).
2. A document of wsisc that is unchanged is imported as that source, a Word file with its comments
   (`verification.round_trip`); a PDF or an HTML page only so.
3. Any other Word file is read (`readers.word`) and imported (`importer.import_content`): it is cleaned; call, language,
   cover and parts are detected; blocks are put into parts and sections (`assembly`); texts are written as Markdown
   (`text`); all words and components are accounted for (`account`).
4. The files are selected that have a safe place next to the source; the YAML is written (`writers.yaml`) and
   checked (`pipeline`).
"""

import itertools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath

from wsisc import importer, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import carried_files, scaffold
from wsisc.importer import NO_MAPPING, ImportReport, ImportResult, ReportItem, embedded_document
from wsisc.importer.account.report import format_item
from wsisc.importer.cover import call_detection
from wsisc.importer.embedded_document import ImportRefused, ReadDocument, SourceFiles
from wsisc.importer.parts import part_mapping
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import Diagnostic, WsiscError, add_name_to_errors, find_errors
from wsisc.messages.localization import translate
from wsisc.ooxml import file_format
from wsisc.ooxml.file_format import FileFormat
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source.model import Submission
from wsisc.text.sanitize import sanitize
from wsisc.verification.round_trip import DocumentState
from wsisc.writers import yaml

_MAX_LISTED_ITEMS = 20  # so many items are above the YAML: more would hide the text, and the command lists all of them


@dataclass(frozen=True)
class Destination:
    """The place of the YAML, as far as an import depends on it.

    `name` is the name of its file in diagnostics, `find_schema` returns the path from it to the schema of a call, ""
    if there is none, `is_taken` whether a file with other content has a name, and `select_files` which files can be
    written next to it. `hidden_calls` is a folder of calls that
    a folder `calls` next to it would hide, None if there is none.
    """

    name: str = "submission.yaml"
    find_schema: Callable[[str], str] = lambda call: ""
    is_taken: Callable[[str, bytes], bool] = lambda file, content: False
    select_files: Callable[[Mapping[str, bytes]], SourceFiles] | None = None
    hidden_calls: Path | None = None


@dataclass(frozen=True)
class ImportedDocument:
    """A document as a submission: `text` is its YAML, `files` are those that belong to it, by relative paths.

    `report` is the account of its words and components, None for an unchanged document of wsisc: then the YAML is the
    source that it carries, and `state` says how the document relates to it. `items` are all things to report, `remark`
    is what to report on the call that the document carries, "" if nothing. `errors` are the errors in the YAML. `parts`
    are the parts of the call that hold text or sections by name ("three.b"), each with its heading, if it is known.
    `word_import` is what the Word file itself is imported as, if that was needed.
    """

    text: str
    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport | None
    items: tuple[ReportItem, ...]
    state: DocumentState
    remark: str
    errors: tuple[Diagnostic, ...]
    needs_person: bool
    """Whether a person must look at something: the exit code of the command is 1 then, otherwise 0."""
    parts: Mapping[str, str] = field(default_factory=dict)
    word_import: ImportResult | None = field(default=None, repr=False)


def import_bytes(
    content: bytes, name: str = "the document", known: Catalogue = BUILT_IN, *,
    call_id: str = "", with_call: bool = False, destination: Destination = Destination(),
    mapping: Mapping[str, str] = NO_MAPPING, with_words: bool = False
) -> ImportedDocument:  # fmt: skip
    """Return a document as a submission in YAML.

    `content` are its bytes: any Word file, or a PDF or HTML page that wsisc built; `name` is its name in messages.
    `call_id` is the call that it answers, "" to detect it. `known` are the calls that it may answer; `with_call`, also
    the one that it carries, which is among the files then. `mapping` has the parts of headings that a person named,
    such as {"Next steps": "three.b"}. `with_words`, the words of a Word file are imported even if it carries its
    source.

    Raises WsiscError if the document cannot be imported.
    """
    document = ReceivedDocument(content)
    call = carried_files.resolve_call(document.sound_package, known, with_call, destination.hidden_calls)
    if call_id and call_id not in call.known.ids():
        ids = ", ".join(call.known.ids())
        raise WsiscError(t("the call {call} does not exist; use one of {known}", call=repr(call_id), known=ids), "", 2)
    try:
        with add_name_to_errors(name):
            read = read_document(name, document, call.known, call_id, mapping, with_words=with_words)
    except ImportRefused as error:
        raise WsiscError(str(error), error.hint, exit_code=2) from None
    if read.report:  # the names of an embedded source are its author's, those of an import are not
        read = _rename_images(read, destination.is_taken)
    if destination.select_files:
        found = destination.select_files({**call.files, **read.files})
        read = replace(read, files=found.files, items=(*read.items, *embedded_document.file_items(found)))
    text = to_yaml(read, PurePath(name).name, destination.find_schema(read.submission.call), call.known)
    checked = pipeline.check(source.read(text.encode(), destination.name), catalogue=call.known)
    errors = tuple(find_errors(checked.diagnostics))
    needs_person = bool(errors) or call.is_missing or any(item.needs_person for item in read.items)
    needs_person = needs_person or bool(read.report and read.report.needs_person)
    parts = _describe_parts(call.known, read.submission)
    return ImportedDocument(
        text, read.submission, read.files, read.report, read.items, read.state, call.remark, errors, needs_person,
        parts, read.word_import,
    )  # fmt: skip


def _rename_images(read: ReadDocument, is_taken: Callable[[str, bytes], bool]) -> ReadDocument:
    """Return a document whose images do not have the names of other files, such as those of an earlier import."""
    names: dict[str, str] = {}
    for file, content in read.files.items():
        if is_taken(file, content):
            names[file] = _find_free_name(file, content, {*read.files, *names.values()}, is_taken)
    figures = {
        name: figure._replace(file=names.get(figure.file, figure.file))
        for name, figure in read.submission.figures.items()
    }
    files = {names.get(file, file): content for file, content in read.files.items()}
    return replace(read, submission=read.submission._replace(figures=figures), files=files)


def _find_free_name(
    file: str, content: bytes, used: Collection[str], is_taken: Callable[[str, bytes], bool]
) -> str:  # fmt: skip
    path = PurePosixPath(file)
    numbered = (str(path.with_stem(f"{path.stem}-{number}")) for number in itertools.count(2))
    return next(name for name in numbered if name not in used and not is_taken(name, content))


def _describe_parts(known: Catalogue, submission: Submission) -> dict[str, str]:
    """Return the headings of the parts of a call by the names of the parts, in the language of a text if it has that.

    An unchanged document of wsisc can answer a call that is not known here: then nothing is said of its parts.
    """
    if submission.call not in known.ids():
        return {}
    call = known.load(submission.call)
    language, parts = submission.language, dict(calls.parts(call))
    wording = call.wording_language(language)
    return {name: parts[ids].heading(wording) for name, ids in part_mapping.part_names(call).items() if ids}


def read_document(
    name: str, document: ReceivedDocument, catalogue: Catalogue, call_id: str = "",
    mapping: Mapping[str, str] = NO_MAPPING, *, with_words: bool = False
) -> ReadDocument:  # fmt: skip
    """Return the submission in a document. Raises ImportRefused or WsiscError if it cannot be imported."""
    if file_format.recognize(document.content) in (FileFormat.PDF, FileFormat.HTML):
        page = embedded_document.read_page(name, document, catalogue)
        stated = page.submission.call
        is_other = call_id not in ("", stated)
        return (
            replace(page, items=(*page.items, call_detection.create_other_call_item(stated, call_id)))
            if is_other
            else page
        )
    word_content = document.word  # raises WsiscError for a file that is no Word file, nor can become one
    carried, items = embedded_document.compare(document, catalogue)
    if carried and document.package and carried.state != DocumentState.CHANGED and not call_id and not mapping:
        return embedded_document.read_word_file(carried, document, document.package, catalogue, with_words=with_words)
    try:
        sent = embedded_document.build_outline(carried) if carried else ()
        sent_call = carried.submission.call if carried else ""
        result = importer.import_content(word_content, catalogue, call_id, mapping, sent, sent_call)
    except importer.UnknownCall as unknown:
        raise ImportRefused(
            f"{name}: {unknown}", t("name the call with --call: {ids}", ids=", ".join(catalogue.ids()))
        ) from None
    lost = embedded_document.find_lost_values(name, carried.submission, result.submission) if carried else ()
    reported = (*items, *lost, *result.report.items)
    return ReadDocument(result.submission, result.files, result.report, reported, word_import=result)


def to_yaml(read: ReadDocument, name: str, schema: str, catalogue: Catalogue) -> str:
    """Return the YAML of a document, with a comment at the top that names its origin and lists what to look at.

    The comment is in the language of messages. `schema` is the path to the schema of its call, "" if there is none. If
    no part was found, the YAML has the parts of the call, empty: the author moves the words into them.
    """
    lines = [t("Imported by wsisc from {name}.", name=sanitize(name))]
    open_items = [item for item in read.items if item.needs_person]
    decisions = read.report.decisions if read.report else ()
    open_items += [part_mapping.report_open(decision) for decision in decisions if decision.is_open]
    if read.report:
        lines.append(
            t("Compare it with the original, then delete these lines. Run wsisc validate to list what is missing.")
        )
    if open_items:
        listed = (format_item(item) for item in open_items[:_MAX_LISTED_ITEMS])
        lines += ["", t("To check:"), *(f"- {translate(item)}" for item in listed)]
    if more := len(open_items[_MAX_LISTED_ITEMS:]):
        last = plural("and 1 more, which wsisc import reported", "and {count} more, which wsisc import reported", more)
        lines.append(f"- {translate(last)}")
    submission, empty_parts = read.submission, ""
    if not submission.parts and submission.call in catalogue.ids():
        call = catalogue.load(submission.call)
        language = call.wording_language(submission.language)
        empty_parts = scaffold.create_parts(call, language)
    return yaml.write(submission, schema, "\n".join(map(translate, lines)), empty_parts)
