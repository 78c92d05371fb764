"""A manuscript -> the package that its documents carry."""

from wsisc import __version__
from wsisc.document import fonts, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.engines import pandoc, typst
from wsisc.writers import yaml


def build_package(manuscript: Manuscript) -> provenance.SourcePackage:
    """Return the package of a manuscript. Raises WsiscError where Pandoc is missing."""
    names = tool_versions() if manuscript.versions is None else dict(manuscript.versions)
    figures = {image.file: provenance.digest(image.content) for image in manuscript.images.values()}
    return provenance.SourcePackage(
        yaml.dump_canonical(manuscript.submission), manuscript.call.text, names, figures, manuscript.draft
    )


def tool_versions() -> dict[str, str]:
    """Return the versions of what makes documents here: wsisc, Pandoc, Typst, and the fonts that are installed.

    Those of fonts have the digest of their files with them. Raises WsiscError where Pandoc is missing.
    """
    return {"wsisc": __version__, "pandoc": pandoc.version(), "typst": typst.version(), **fonts.versions()}
