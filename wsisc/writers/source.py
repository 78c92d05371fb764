"""A submission and its call -> the package that its documents carry."""

from wsisc import __version__, pandoc, provenance, typesetter
from wsisc import call as calls
from wsisc.call import Call
from wsisc.model import Submission
from wsisc.writers import yaml


def package(submission: Submission, call: Call) -> provenance.Package:
    """Return the package of a submission. Raises WsiscError where Pandoc is missing."""
    versions = {"wsisc": __version__, "pandoc": pandoc.version(), "typst": typesetter.version()}
    return provenance.Package(yaml.canonical(submission), calls.text(call.id), versions)
