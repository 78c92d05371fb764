"""A manuscript -> the source package that its documents embed."""

from wsisc import __version__
from wsisc.document import fonts, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.engines import pandoc, typst
from wsisc.writers import yaml


def build_package(manuscript: Manuscript) -> provenance.SourcePackage:
    """Return the source package of a manuscript. Raises WsiscError if Pandoc is missing."""
    names = tool_versions() if manuscript.versions is None else dict(manuscript.versions)
    figures = {image.file: provenance.digest(image.content) for image in manuscript.images.values()}
    texts = yaml.dump_canonical(manuscript.submission), manuscript.call.text
    look = manuscript.look
    return provenance.SourcePackage(*texts, names, figures, manuscript.draft, look.name, look.text)


def tool_versions() -> dict[str, str]:
    """Return the versions of wsisc, Pandoc, Typst and the installed fonts, on which the bytes of a document depend.

    The version of a font includes the digest of its files. Raises WsiscError if Pandoc is missing.
    """
    return {"wsisc": __version__, "pandoc": pandoc.version(), "typst": typst.version(), **fonts.versions()}
