"""Collections for the tests, of files and of data."""

from pathlib import Path

from tests.conftest import ROOT, as_yaml
from wsisc import source
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import figures
from wsisc.publication.collate import collection
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

COMPENDIUM = ROOT / "examples" / "compendium"
_CALLS = {path.stem: path.read_text("utf-8") for path in (COMPENDIUM / "calls").glob("*.yaml")}


def collect_files(*paths: Path, known: Catalogue = BUILT_IN) -> collection.Collection:
    """Return the collection of files."""
    return collection.collect(_order(path.name, path.read_bytes(), path.parent, known) for path in paths)


def collect_compendium() -> collection.Collection:
    """Return the collection of the twelve examples, two of which are to be left out."""
    return collect_files(*sorted(COMPENDIUM.glob("*.yaml")), known=Catalogue(_CALLS))


def collect_data(*data: object, known: Catalogue = BUILT_IN) -> collection.Collection:
    """Return the collection of submissions' data."""
    folder = ROOT / "tests"
    return collection.collect(
        _order(f"{number}.yaml", as_yaml(each), folder, known) for number, each in enumerate(data)
    )


def _order(name: str, content: bytes, folder: Path, known: Catalogue) -> BuildJob:
    submission = model.from_data(source.read(content, name).data)
    return BuildJob(name, content, figures.read(submission.figures, folder), known, BuildOptions())
