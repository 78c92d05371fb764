"""`wsisc site`: submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

from typing import Any

import click

from wsisc import api
from wsisc.api import folders
from wsisc.cli import arguments, messages
from wsisc.messages import join, localization, plural, t


@click.command("site")
@arguments.PATHS
@arguments.file_option("-o", "--output", required=True, metavar="FOLDER", help="Folder to create or update.")
@click.option("--title", help="Title of the site.")
@click.option(
    "--language",
    type=click.Choice(folders.list_site_languages()),
    help="Language of the site itself (default: the most common one of the submissions).",
)
@click.option("--base-url", metavar="URL", help="Address where the site will be published, for search engines.")
@arguments.batch_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Build a searchable website from submissions, with a page for each, statistics and all documents.

    PATH is a submission, a folder of submissions, or a pattern such as 2025/**/*.yaml. FOLDER must be new, empty, or
    created by wsisc site, in which case it is updated. The site needs no server and no network: open index.html.
    With --base-url, it also has a sitemap, and pages have canonical addresses.

    Drafts and submissions with errors are listed with the reason; the exit code is then 1. A submission with a
    character that is in no font is written as Word and HTML, not as PDF.
    """
    from wsisc.cli.progress import ProgressDisplay

    display = ProgressDisplay()
    built = api.build_site(
        paths,
        options["output"],
        options=arguments.pick(api.SiteOptions, options),
        batch=arguments.pick(api.BatchOptions, options),
        track=lambda batch: display.track(batch, display.show_build),
        notify=messages.note,
    )
    for submission in built.left_out:
        messages.show("left out", t("{file}: {reason}", file=submission.file, reason=submission.reason))
    for remark in built.remarks:
        messages.note(remark)
    display.print_summary()
    if built.index:
        messages.print_result(_format_summary(built), err=True)
        messages.print_result(str(built.index))
    else:
        messages.print_line(
            t("no submission could be used, so nothing was written; run wsisc validate to list all problems"), err=True
        )
    ctx.exit(max(display.exit_code, 1 if built.left_out or built.needs_person or not built.index else 0))


def _format_summary(built: "api.SiteResult") -> str:
    """Return the numbers and sizes of a site in words."""
    sizes = built.describe_sizes(localization.current_language())
    kinds = {t("pages"): sizes.pages, t("search index"): sizes.search_index, t("documents"): sizes.documents}
    parts = [t("{kind} {size}", kind=kind, size=size) for kind, size in kinds.items()]
    members = plural("1 submission", "{count:,} submissions", len(built.members))
    if built.translations:
        translations = plural("1 translation", "{count:,} translations", len(built.translations))
        members = t("{members}, {translations}", members=members, translations=translations)
    if built.left_out:
        members = t("{members}, {count} left out", members=members, count=len(built.left_out))
    return t(
        "site with {members}: {files}, {size} ({parts})",
        members=members,
        files=plural("1 file", "{count:,} files", len(built.sizes)),
        size=sizes.whole,
        parts=join(parts),
    )
