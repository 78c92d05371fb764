"""Every example in the API's docstrings and in docs/api.md runs as it is written."""

import inspect
import re
import textwrap

import pytest

from tests.conftest import ROOT, as_yaml, build, minimal
from tests.translation import made_up
from wsisc import api
from wsisc.source import model
from wsisc.translation import units, xliff

FUNCTIONS = [each for name in api.__all__ if inspect.isfunction(each := getattr(api, name))]
WORDS = "Many schools in the region were connected with support of the ministry and of several partners that year. "


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with what the examples name."""
    data = minimal({"parts": {"one": {"text": WORDS * 2}}})
    documents = {
        "submission.docx": build(data),
        "received/a.docx": build(data),
        "submission.yaml": as_yaml(data),
        "2024/a.yaml": as_yaml(data),
        "submission.en.yaml": as_yaml(data),
        "submission.fr.yaml": as_yaml({**data, "language": "fr", "date": "2022-12-15"}),
        "submission.es.xlf": exported(data, "es"),
        "submission.fr.xlf": made_up.translate_xliff(exported(data, "fr")),
    }
    for name, content in {
        **documents,
        **{f"2025/{name}.yaml": as_yaml({**data, "title": f"Title {name}"}) for name in "bc"},
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def exported(data, language):
    """Return XLIFF for a translator."""
    submission = model.from_data(data)
    origin = units.describe_original(submission, "submission.en.yaml")
    return xliff.write(submission, origin, language, lambda path: "")


def run(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Run an example; each of them prints something."""
    exec(compile(code, "example", "exec"), {"__name__": "example"})
    assert capsys.readouterr().out


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_the_example_of_a_docstring_runs(function, folder, capsys):
    text = inspect.getdoc(function)
    assert re.search(r"Raises (no )?WsiscError", text)
    _, _, example = text.partition("Example::\n")
    run(textwrap.dedent(example), capsys)


EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: re.search(r"\w+(?=\()", example)[0])
def test_an_example_of_the_documentation_runs(example, folder, capsys):
    run(example, capsys)


def test_the_documentation_has_every_function():
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    for function in FUNCTIONS:
        assert f"## {function.__name__}\n" in text
        assert any(f"{function.__name__}(" in each for each in EXAMPLES)
