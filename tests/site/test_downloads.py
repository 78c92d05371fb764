"""Where a file that a site offers is: a source never in the place of a figure, on any file system."""

from types import SimpleNamespace

import pytest

from wsisc.publication.site import view_model


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ([], "k.yaml"), (["figures/k.yaml"], "k.yaml"), (["k.yaml"], "k-2.yaml"), (["K.YAML"], "k-2.yaml"),
        (["k.yaml/x.png", "K-2.yaml"], "k-3.yaml"), (["k-2.yaml"], "k.yaml"),
    ],
)  # fmt: skip
def test_a_source_differs_from_all_figures(figures, name):
    images = {str(at): SimpleNamespace(file=file) for at, file in enumerate(figures)}
    member = SimpleNamespace(key="k", manuscript=SimpleNamespace(images=images))
    assert view_model.download_path(member, "yaml") == f"files/k/source/{name}"
    assert [view_model.download_path(member, each) for each in ("docx", "pdf")] == ["files/k/k.docx", "files/k/k.pdf"]
