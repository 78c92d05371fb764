"""A theme of an invented agency, and a repository that has it."""

from tests.conftest import as_yaml, minimal

AGENCY = """\
based-on: plain

fonts:
  text: {word: Georgia, pdf: Tinos}

colours:
  heading: "7A1F5C"
  link: "005A70"
  shade: "F7EEF4"

dark: {heading: "F0B4DC", link: "8FD3E8"}
"""


def repository(folder, settings="", **themes):
    """Write a repository with a submission, settings and themes, and return the path of the submission."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "themes").mkdir(exist_ok=True)
    for name, text in themes.items():
        (folder / "themes" / f"{name.replace('_', '-')}.yaml").write_text(text)
    (folder / "wsisc.toml").write_text(settings)
    source = folder / "a.yaml"
    source.write_bytes(as_yaml(minimal()))
    return source
