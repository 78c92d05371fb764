"""Forgeries of the package that a document carries: a package -> another, with new hashes."""

from tests.forgeries.documents import DATA
from wsisc.calls import call as calls
from wsisc.document.provenance import SourcePackage

DISCLAIMER = "The views presented here are the contributors'"


def source_edited(package: SourcePackage) -> SourcePackage:
    """Another text in the source, so that the document no longer matches it."""
    assert "Work elsewhere." in package.source
    return package._replace(source=package.source.replace("Work elsewhere.", "Work nowhere."))


def title_edited(package: SourcePackage) -> SourcePackage:
    assert "title: A submission" in package.source
    return package._replace(source=package.source.replace("title: A submission", "title: A forged submission"))


def versions_edited(package: SourcePackage) -> SourcePackage:
    return package._replace(versions=dict.fromkeys(package.versions, "0.0.1"))


def wsisc_claimed(package: SourcePackage) -> SourcePackage:
    return package._replace(versions={**package.versions, "wsisc": "0.1.0"})


def typst_claimed(package: SourcePackage) -> SourcePackage:
    return package._replace(versions={**package.versions, "typst": "0.1.0"})


def fonts_claimed(package: SourcePackage) -> SourcePackage:
    return package._replace(versions={**package.versions, "fonts tinos": "sha256:0"})


def program_claimed(package: SourcePackage) -> SourcePackage:
    return package._replace(versions={**package.versions, "forger": "1.0"})


def versions_removed(package: SourcePackage) -> SourcePackage:
    return package._replace(versions={})


def call_edited(package: SourcePackage) -> SourcePackage:
    """The built-in call with another disclaimer, under its own id."""
    assert DISCLAIMER in package.call
    return package._replace(call=package.call.replace(DISCLAIMER, "The United Nations endorses these"))


def call_comment_added(package: SourcePackage) -> SourcePackage:
    """A call that prints the same words, though its file is another."""
    return package._replace(call=package.call + "# a comment\n")


def marked_as_draft(package: SourcePackage) -> SourcePackage:
    return package._replace(draft=True)


def figure_digest_edited(package: SourcePackage) -> SourcePackage:
    return package._replace(figures={DATA["figures"]["chart"]["file"]: "sha256:" + "0" * 64})


def another_call_of_wsisc(package: SourcePackage) -> SourcePackage:
    """The carried call is that of another session, under the id of this one."""
    text = calls.BUILT_IN.text("cstd-next").replace("id: cstd-next", "id: cstd-26")
    return package._replace(call=text)
