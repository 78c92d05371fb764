"""`wsisc import FILE`: a Word file, a document that wsisc built, or a folder -> submissions in YAML, with figures."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import api
from wsisc.api import building, importing
from wsisc.cli import arguments, complete, messages, questions, reports
from wsisc.messages import t
from wsisc.messages.localization import translate
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize

_MAX_LETTERS = 60  # so much of the heading of a part is enough to recognise it


@click.command("import")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option(
    "-o", "--output", help="YAML file to write (default: FILE with the extension .yaml); - writes to standard output."
)
@click.option(
    "--call", "id", metavar="CALL", help="Call that FILE answers (default: detected from its cover and prompts)."
)
@arguments.WITH_CALL
@arguments.file_option(
    "--into",
    metavar="SOURCE",
    help="Merge the changes and comments of reviewers into the submission that FILE was built from.",
)
@arguments.file_option(
    "--base",
    metavar="SOURCE",
    help="With --into: version that was sent, instead of the source in FILE: a file, REV:FILE or a document.",
)
@click.option("--map", "mapped", metavar="HEADING=PART", multiple=True,
              help='Part to which a heading leads, such as "Next steps=three.b"; can be repeated.')  # fmt: skip
@click.option("--non-interactive", is_flag=True, help="Never ask to which part a heading leads.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="With a folder: number of parallel jobs (default: all cores)."
)
@click.option(
    "--keep-edited",
    is_flag=True,
    help="With a folder: keep submissions that were edited, though documents were renewed.",
)
@click.option("--interactive", is_flag=True, help="With --into: accept, reject or edit the changes one by one.")
@click.option("--accept-from", metavar="NAME", multiple=True,
              help="With --into: merge only the tracked changes of NAME; can be repeated.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --into: list the changes without writing them.")
@arguments.file_option(
    "--redline",
    metavar="OUT",
    help="With --into: Word file to write that shows what was merged into SOURCE as tracked changes.",
)
@click.pass_context
def command(
    ctx: click.Context, /, document: str, output: str | None, id: str | None, with_call: bool, into: str | None,
    mapped: tuple[str, ...], non_interactive: bool, jobs: int | None, keep_edited: bool, **reviewed: Any
) -> None:  # fmt: skip
    """Import FILE, any Word file, as a submission in YAML, with its images in figures/.

    A document that wsisc built and that was not changed, including PDF and HTML, is converted back to exactly its
    source. Words that belong to no part are written under unplaced:, and everything that has no place in a submission
    is reported. The exit code is 1 if something must be checked by hand.

    If FILE is a folder, all documents in it are imported, each to a folder of its own in the folder -o (default:
    FILE-submissions), and import.csv lists all. In a later run, a document that was renewed replaces its submission, of
    which the earlier version is kept in .earlier; one that somebody has edited is a conflict, with exit code 1, as is
    one whose document is gone. In the table, words are those of the document, left out those that the submission does
    not have, and unplaced those in no part of it.

    The report lists the headings at which parts begin, each with the reason and how sure it is. In a terminal, wsisc
    asks to which part other headings lead. Elsewhere they are written under unplaced:, and --map says where they
    belong.

    From a document built by wsisc, only the images that its source names are written. Its call is written only with
    --with-call and never replaces a known one, because a call defines what every submission that answers it prints.

    With --into, FILE is a reviewed document, and its differences from the version that was sent out are merged into the
    submission. Where its author has changed the same words, these are kept, and the change of the reviewer is added as
    a comment. With --redline, a Word file shows what was merged as tracked changes; after a --dry-run, what would be.
    """
    call = id or ""
    if into is not None:
        options = {"-o": output, "--call": call, "--with-call": with_call, "--map": mapped, "--jobs": jobs}
        options |= {"--keep-edited": keep_edited}
        _refuse_options(options, "--into")
        ctx.exit(_merge(document, into, reviewed))
    if any(reviewed.values()):
        raise click.UsageError(t("--base, --interactive, --accept-from, --dry-run and --redline require --into"))
    if Path(document).is_dir():
        _refuse_options({"--map": mapped, "-o -": output == "-"}, t("a folder"))
        ctx.exit(_import_folder(document, output, api.FolderImportOptions(call, with_call, keep_edited, jobs)))
    if keep_edited:
        raise click.UsageError(t("--keep-edited requires a folder"))
    ctx.exit(_import_file(document, output, call, with_call, mapped, non_interactive, jobs))


def _import_folder(folder: str, output: str | None, options: "api.FolderImportOptions") -> int:
    """Import the documents of a folder, and return the exit code."""
    from wsisc.cli import import_folder  # which loads more than the import of one document

    return import_folder.import_all(folder, output, options)


def _refuse_options(options: Mapping[str, Any], other: str) -> None:
    """Raise UsageError if an option is used that cannot be combined with `other`."""
    if any(options.values()):
        *first, last = options
        raise click.UsageError(
            t("{first} and {last} cannot be used with {other}", first=", ".join(first), last=last, other=other)
        )


def _import_file(
    document: str, output: str | None, call: str, with_call: bool, mapped: tuple[str, ...], non_interactive: bool,
    jobs: int | None
) -> int:  # fmt: skip
    """Import one document, and return the exit code."""
    if jobs:
        raise click.UsageError(t("--jobs requires a folder"))
    target = None if output == "-" else Path(output or Path(document).with_suffix(".yaml"))
    if with_call and target is None:
        raise click.UsageError(t("--with-call cannot be used with -o -"))
    mapping = _find_mapping(document, call, with_call, mapped, non_interactive)
    return 1 if _import(document, target, call, with_call, mapping) else 0


def _merge(document: str, into: str, reviewed: Mapping[str, Any]) -> int:
    """Merge a reviewed document, and return the exit code."""
    from wsisc.cli import import_into

    code = import_into.merge(document, into, **reviewed)
    if code == 0 and not (reviewed["dry_run"] or reviewed["accept_from"]):
        _report_deletable(document, into)
    return code


def _find_mapping(
    document: str, call: str, with_call: bool, mapped: tuple[str, ...], non_interactive: bool
) -> dict[str, str]:
    """Return which part each heading begins, from options and from a person at the terminal."""
    mapping = parse_mapping(mapped)
    if not non_interactive and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty():
        mapping |= ask_for_parts(document, call, with_call, mapping)
    return mapping


def _report_deletable(document: str, into: str) -> None:
    """Report that a reviewed document is no longer needed, if it has the place that `build` writes to."""
    if building.prevents_build(into, document):
        deletable = t(
            "{document} can be deleted or moved now, so that wsisc build {source} can write it again",
            document=document,
            source=portable_names.quote_path(into),
        )
        messages.print_result(deletable, err=True)


def _import(document: str, target: Path | None, id: str, with_call: bool, mapping: Mapping[str, str]) -> bool:
    """Import a document, and return whether a person must look at something."""
    imported, written = api.import_document(
        document, target, call=id, with_call=with_call, write=target is not None, mapping=mapping
    )
    if target is None:
        sys.stdout.buffer.write(imported.text.encode())
    for path in written:
        messages.print_result(str(path))
    for line in importing.format_lines(imported):
        (messages.print_line if imported.needs_person else messages.print_result)(sanitize(line), err=True)
    if target:
        (messages.print_line if imported.errors else messages.print_result)(
            sanitize(
                t(
                    "to list what is missing or wrong, run wsisc validate {quote_path}",
                    quote_path=portable_names.quote_path(target),
                )
            ),
            err=True,
        )
        reports.report_place(document, target)
    return imported.needs_person


def parse_mapping(options: Sequence[str]) -> dict[str, str]:
    """Return the part of each heading in `--map`. Raises UsageError if an option is not HEADING=PART."""
    mapping = {}
    for option in options:
        heading, _, part = option.rpartition("=")
        if not heading.strip() or not part.strip():
            raise click.UsageError(
                t('--map: {option} is not HEADING=PART, such as "Next steps=three.b"', option=repr(option))
            )
        mapping[heading.strip()] = part.strip()
    return mapping


def ask_for_parts(document: str, call: str, with_call: bool, mapping: Mapping[str, str]) -> dict[str, str]:
    """Ask to which part each heading leads that neither the call nor the mapping has; return the answers."""
    imported = api.import_document(document, call=call, with_call=with_call, write=False, mapping=mapping).document
    parts = {name: _shorten(heading) for name, heading in imported.parts.items()}
    choices = {**parts, importing.UNPLACED_NAME: translate(t("no part, or not yet decided"))}
    answers: dict[str, str] = {}
    for heading, suggested in importing.find_open_headings(imported).items():
        question = t('Which part does "{heading}" belong to?', heading=sanitize(heading))
        answers[heading] = questions.ask(question, "part", choices, suggested)
    return answers


def _shorten(heading: str) -> str:
    return heading if len(heading) <= _MAX_LETTERS else f"{heading[:_MAX_LETTERS].rsplit(maxsplit=1)[0]} …"
