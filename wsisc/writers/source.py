"""A manuscript -> the package that its documents carry."""

from wsisc import __version__, pandoc, provenance, typesetter
from wsisc.manuscript import Manuscript
from wsisc.writers import yaml


def package(manuscript: Manuscript) -> provenance.Package:
    """Return the package of a manuscript. Raises WsiscError where Pandoc is missing."""
    versions = {"wsisc": __version__, "pandoc": pandoc.version(), "typst": typesetter.version()}
    figures = {image.file: provenance.digest(image.content) for image in manuscript.images.values()}
    return provenance.Package(
        yaml.canonical(manuscript.submission), manuscript.call.text, versions, figures, manuscript.draft
    )
