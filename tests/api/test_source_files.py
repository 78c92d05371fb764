"""The document of a stranger writes only its YAML, the images that this names, and its call on request."""

import base64
import contextlib
import json
import shutil
from dataclasses import replace

import pytest

from tests.conftest import ROOT, as_yaml, manuscript, minimal, some_quick
from tests.inprocess import run
from wsisc.calls import call as calls
from wsisc.document import figures, provenance
from wsisc.readers import embedded_source
from wsisc.source import model
from wsisc.writers import html, yaml

CHART = (ROOT / "tests" / "figures" / "chart.png").read_bytes()
FIGURE = {"file": "figures/chart.png", "alt": "Bars that grow"}
OWN = calls.BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: cstd-99")
FORGED = calls.BUILT_IN.text("cstd-26").replace("DISCLAIMER: The views", "NOTE: The binding views")
COMMANDS = ["import", "extract"]


def submission(*files, call="cstd-26"):
    """Return the data of a submission that names figures, each placed."""
    names = [f"f{number}" for number in range(len(files))]
    return minimal(
        {
            "call": call,
            "parts": {"one": {"text": "\n\n".join(["A summary.", *(f"![{name}]" for name in names)])}},
            "figures": {name: {**FIGURE, "file": file} for name, file in zip(names, files, strict=True)},
        }
    )


def page(folder, data, present=None, call=None, source=None):
    """Return a page of wsisc in a folder that carries a source and, by their names, files."""
    created = manuscript(minimal())
    if data and present and {each["file"] for each in data["figures"].values()} == present.keys():
        with contextlib.suppress(figures.FigureError):  # otherwise it shows none of them
            shown = model.from_data(data)
            images = {name: figures.read_image(each.file, present[each.file]) for name, each in shown.figures.items()}
            created = replace(created, submission=shown, images=images)
    if call == FORGED:
        created = replace(created, call=calls.Catalogue({"cstd-26": call}).load("cstd-26"))
    package = provenance.SourcePackage(
        source or yaml.dump_canonical(model.from_data(data)),
        calls.BUILT_IN.text("cstd-26") if call is None else call,
        {},
        {file: provenance.digest(content) for file, content in (present or {}).items()},
    )
    text = html.HtmlDocument(created).finish().decode()
    head, _, tail = text.partition('id="wsisc-source">')
    text = f'{head}id="wsisc-source">{provenance.pack(package)}{tail[tail.index("</script>") :]}'
    for content in (present or {}).values() if not created.images else ():
        text += f'<img src="data:image/png;base64,{base64.b64encode(content).decode()}"'
    path = folder / "stranger.html"
    path.write_text(text, "utf-8")
    assert embedded_source.find(path.read_bytes()) == package
    return path


@pytest.fixture
def folder(tmp_path):
    """Return an empty folder in another, so that what is written above it is seen."""
    (tmp_path / "in").mkdir()
    (tmp_path / ".git").mkdir()
    return tmp_path / "in"


def written(folder):
    """Return the names of the files in a folder and next to it, except the document itself."""
    found = {each.relative_to(folder.parent).as_posix() for each in folder.parent.rglob("*") if not each.is_dir()} - {
        "stranger.html"
    }
    return sorted(each.removeprefix("in/") for each in found)


def write_sources(command, document, folder, *options):
    return run(command, document, "-o", folder / "a.yaml", *options)


def is_refused(command, done, folder):
    """Return whether an import wrote nothing because the page does not match its source; `extract` requires less."""
    return command == "import" and (done.code, written(folder)) == (2, [])


def _code(command):
    """Return the exit code where a source is written: an import cannot prove what no version of wsisc claims to be."""
    return 1 if command == "import" else 0


HOSTILE = [
    ".bash_profile", ".github/workflows/x.yml", "conftest.py", "wsisc.toml", "calls/cstd-26.yaml", "figures/x.svg",
    "figures/chart", ".github/x.png", "figures/.x.png", ".png", "../x.png", "figures/../../x.png", "/tmp/x.png",
    "~/x.png", "C:/x.png", "C:x.png", "\\\\server\\x.png", "figures\\x.png", "con.png", "figures/COM1.x.png", "lpt9/x.png",
    "x.png.", "x.png ", "figures./x.png", "x.png:y.png", "a?.png", "x\u202egnp.exe.png", "x\u2066.png", "x\0.png",
    "-rf.png", "figures/-x.png", "CLOCK$.png", "conin$.x.png", "\uff0e\uff0e/x.png", "a\u2215b.png", "a\uff0fb.png",
    "a.yaml", "A.YAML", "a.yaml/x.png", "", ".", "/", "a" * 300 + ".png", "b/" * 300 + "x.png",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("file", some_quick(HOSTILE, 6, ascii))
def test_a_name_that_is_no_place_for_a_figure_is_refused_and_reported(command, file, folder):
    document = page(folder.parent, None, {file: CHART}, source=yaml.dump_canonical(model.from_data(submission(file))))
    done = write_sources(command, document, folder)
    if is_refused(command, done, folder):
        return
    assert (done.code, written(folder)) == (1, ["a.yaml"])
    assert not file or figures.excerpt(file)[:20].strip("\0") in done.stderr or "\ufffd" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_figure_that_the_source_does_not_name_is_refused(command, folder):
    document = page(folder.parent, submission("figures/chart.png"), {"figures/chart.png": CHART, "logo.png": CHART})
    done = write_sources(command, document, folder)
    if is_refused(command, done, folder):
        return
    assert (done.code, written(folder)) == (1, ["a.yaml", "figures/chart.png"])
    assert "logo.png" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("content", [b"#!/bin/sh\n", b"\x89PNG\r\n\x1a\n#!/bin/sh\n", CHART[:200], b"GIF89a"])
def test_what_is_no_image_is_refused(command, content, folder):
    done = write_sources(command, page(folder.parent, submission("a.png"), {"a.png": content}), folder)
    if is_refused(command, done, folder):
        return
    assert (done.code, written(folder)) == (1, ["a.yaml"])
    assert "a.png" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_names_that_some_systems_confuse_are_not_both_written(command, folder):
    other = (ROOT / "tests" / "figures" / "line.png").read_bytes()
    content = {
        "figures/A.png": CHART,
        "figures/a.PNG": other,
        "figures/a.png/b.png": CHART,
        "e\u0301.png": CHART,
        "\u00e9.png": other,
    }
    done = write_sources(command, page(folder.parent, submission(*content), content), folder)
    if is_refused(command, done, folder):
        return
    assert (done.code, written(folder)) == (1, ["a.yaml", "e\u0301.png", "figures/A.png"])
    assert (folder / "figures" / "A.png").read_bytes() == CHART


@pytest.mark.parametrize("command", COMMANDS)
def test_a_figure_does_not_replace_of_the_source(command, folder):
    document = page(folder.parent, submission("Figure.PNG"), {"Figure.PNG": CHART})
    done = run(command, document, "-o", folder / "figure.png")
    assert (done.code, written(folder)) == (1, ["figure.png"])
    assert (folder / "figure.png").read_bytes() != CHART


@pytest.mark.parametrize("command", COMMANDS)
def test_a_link_that_lies_there_leads_nothing_out(command, folder):
    document = page(folder.parent, submission("figures/chart.png"), {"figures/chart.png": CHART})
    (folder.parent / "out").mkdir()
    (folder / "figures").symlink_to(folder.parent / "out")
    done = write_sources(command, document, folder)
    assert (done.code, "figures/chart.png" in done.stderr) == (1, True)
    assert list((folder.parent / "out").iterdir()) == []
    shutil.rmtree(folder)
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "chart.png").symlink_to(folder / "figures" / "other.sh")
    done = write_sources(command, document, folder)
    assert (done.code, list(folder.glob("*.yaml")), (folder / "figures" / "other.sh").exists()) == (2, [], False)


@pytest.mark.parametrize("command", COMMANDS)
def test_where_one_file_cannot_be_written_none_is(command, folder):
    content = {"a.png": CHART, "figures/chart.png": CHART}
    document = page(folder.parent, submission(*content), content)
    (folder / "figures").write_text("a file")
    done = write_sources(command, document, folder)
    assert (done.code, written(folder)) == (2, ["figures"])


@pytest.mark.parametrize("command", COMMANDS)
def test_what_names_itself_well_is_written(command, folder):
    content = {"figures/chart.png": CHART, "./photo.JPG": (ROOT / "tests" / "figures" / "photo.jpg").read_bytes()}
    done = write_sources(command, page(folder.parent, submission(*content), content), folder)
    assert (done.code, written(folder)) == (_code(command), ["a.yaml", "figures/chart.png", "photo.JPG"]), done
    assert (folder / "photo.JPG").read_bytes() == content["./photo.JPG"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_figure_that_is_not_carried_is_reported(command, folder):
    done = write_sources(command, page(folder.parent, submission("figures/chart.png")), folder)
    if is_refused(command, done, folder):
        return
    assert (done.code, written(folder)) == (1, ["a.yaml"])
    assert "figures/chart.png" in done.stderr


# --- calls ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_a_carried_call_is_written_only_where_that_is_requested(command, folder):
    document = page(folder.parent, submission(call="cstd-99"), call=OWN)
    done = write_sources(command, document, folder)
    assert (done.code, written(folder)) == (1, ["a.yaml"])
    assert "--with-call" in done.stderr
    (folder / "a.yaml").unlink()
    done = write_sources(command, document, folder, "--with-call")
    assert (done.code, written(folder)) == (_code(command), ["a.yaml", "calls/cstd-99.yaml"]), done
    assert (folder / "calls" / "cstd-99.yaml").read_text("utf-8") == OWN
    (folder / "a.yaml").unlink()
    assert write_sources(command, document, folder).code == _code(command)  # now it is known


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("options", [[], ["--with-call"]])
def test_a_carried_call_never_takes_the_id_of_one_of_wsisc(command, options, folder):
    done = write_sources(command, page(folder.parent, submission(), call=FORGED), folder, *options)
    is_looked_at = options or command == "import"  # the page shows another cover than the call known here
    assert (done.code, written(folder)) == (1 if is_looked_at else 0, ["a.yaml"])
    assert "cstd-26" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_an_own_call_that_is_there_is_not_replaced(command, folder):
    (folder / "calls").mkdir()
    mine = OWN.replace("DISCLAIMER", "MINE")
    (folder / "calls" / "cstd-99.yaml").write_text(mine, "utf-8")
    document = page(folder.parent, submission(call="cstd-99"), call=OWN)
    for options, code in (([], 0), (["--with-call"], 1)):
        done = write_sources(command, document, folder, *options)
        assert (done.code, "cstd-99" in done.stderr) == (1 if command == "import" else code, True)
        assert (folder / "calls" / "cstd-99.yaml").read_text("utf-8") == mine
        (folder / "a.yaml").unlink()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("text", "answered"),
    [
        (OWN, "cstd-98"),
        (OWN.replace("{place}", "{palce}"), "cstd-99"),
        (OWN.replace("id: cstd-99", "id: con"), "con"),
        (OWN.replace("id: cstd-99", f"id: c{'9' * 300}"), f"c{'9' * 300}"),
    ],
    ids=["not that of its source", "unsound", "a device", "too long"],
)
def test_a_call_that_cannot_be_used_is_not_written(command, text, answered, folder):
    done = write_sources(command, page(folder.parent, submission(call=answered), call=text), folder, "--with-call")
    assert done.code in (1, 2, 3)
    assert not (folder / "calls").exists()


@pytest.mark.parametrize("text", ["id: ../../evil\n", "id: [a]\n", "- a\n", "", "\0"])
def test_a_call_without_an_id_is_reported(text, folder):
    document = page(folder.parent, submission(), call=text)
    for options in ([], ["--with-call"]):
        done = write_sources("extract", document, folder, *options)
        assert (done.code, written(folder), bool(done.stderr)) == (1, ["a.yaml"], True)
        (folder / "a.yaml").unlink()


@pytest.mark.parametrize("command", COMMANDS)
def test_no_folder_of_calls_is_created_that_hides_others(command, folder):
    (folder.parent / "calls").mkdir()
    (folder.parent / "calls" / "mine.yaml").write_text(OWN.replace("id: cstd-99", "id: mine"), "utf-8")
    document = page(folder.parent, submission(call="cstd-99"), call=OWN)
    done = write_sources(command, document, folder, "--with-call")
    assert (done.code, (folder / "calls").exists()) == (1, False)
    assert run(command, document, "-o", folder.parent / "a.yaml", "--with-call").code == _code(command)
    assert (folder.parent / "calls" / "cstd-99.yaml").is_file()


@pytest.mark.parametrize("command", COMMANDS)
def test_with_call_needs_a_place(command, folder):
    document = page(folder.parent, submission())
    assert run(command, document, "-o", "-", "--with-call").code == 2


def test_standard_output_holds_the_source_alone(folder):
    document = page(folder.parent, submission(call="cstd-99"), call=OWN)
    done = run("extract", document)
    assert (done.code, done.stdout) == (0, yaml.dump_canonical(model.from_data(submission(call="cstd-99"))))


@pytest.mark.parametrize("text", ["wsisc: 1\n# \ud800", "wsisc: 1\n"])
def test_half_a_character_in_a_package_is_no_fault_of_wsisc(text, folder):
    digests = {
        name: provenance.digest(each.encode("utf-8", "replace")) for name, each in (("source", text), ("call", OWN))
    }
    data = {"version": 1, "source": text, "call": OWN, "draft": False, "versions": {"wsisc": "\ud800"}}
    package = json.dumps({**data, "hashes": {**digests, "figures": {}}})
    document = folder.parent / "stranger.html"
    document.write_text(f'<html><script type="application/json" id="wsisc-source">{package}</script>', "utf-8")
    for command in (["verify"], ["extract"], ["import", "-o", folder / "a.yaml"]):
        assert run(*command, document).code == 3
    assert written(folder) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_footnote_that_is_called_and_not_there_is_no_fault_of_wsisc(command, folder):
    data = minimal({"parts": {"one": {"text": "A summary.[^n]"}}})
    done = write_sources(command, page(folder.parent, data), folder)
    assert done.code in (0, 2)


# --- calls of a repository ------------------------------------------------------------------------------


@pytest.fixture
def repository(folder):
    (folder / "calls").mkdir()
    (folder / "calls" / "cstd-26.yaml").write_text(FORGED, "utf-8")
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    return folder


@pytest.mark.parametrize("format", ["full", "json", "github", "gitlab", "sarif", "junit", "rdjson", "concise"])
def test_an_own_call_in_the_place_of_one_of_wsisc_is_reported_in_every_format(repository, format):
    done = run("validate", repository / "a.yaml", "--output-format", format)
    assert (done.code, "shadowed-call" in done.stdout) == (0, True)
    assert run("validate", repository / "a.yaml", "--strict").code == 1


def test_it_is_reported_at_the_line_of_the_call(repository):
    done = run("validate", repository / "a.yaml", "--select", "structure", "--output-format", "concise")
    (line,) = [line for line in done.stdout.splitlines() if "shadowed-call" in line]
    assert "a.yaml:2:7:" in line


def test_build_and_verify_report_it_too(repository):
    done = run("build", repository / "a.yaml", "--format", "html", "--no-cache")
    assert (done.code, "shadowed-call" in done.stderr) == (0, True)
    (repository / "sub").mkdir()
    (repository / "sub" / "b.yaml").write_bytes(as_yaml(minimal()))
    done = run("build", repository, "--format", "html")
    assert (done.code, done.stderr.count("shadowed-call")) == (0, 2)
    done = run("build", repository, "--format", "html")  # from the cache
    assert (done.code, done.stderr.count("shadowed-call")) == (0, 2)
    done = run("verify", repository / "a.html", repository / "a.yaml")
    assert "calls/cstd-26.yaml" in done.stderr


def test_doctor_and_the_list_of_calls_report_it(repository, monkeypatch):
    monkeypatch.chdir(repository)
    done = run("doctor")
    assert (done.code, "calls/cstd-26.yaml" in done.stdout) == (0, True)
    assert "cstd-26" in next(line for line in run("calls", "list").stdout.splitlines() if "instead" in line)
    (repository / "calls" / "cstd-26.yaml").write_text(calls.BUILT_IN.text("cstd-26"), "utf-8")
    for command in (("doctor",), ("calls", "list"), ("validate", "a.yaml")):
        done = run(*command)
        assert ("instead" in done.stdout, "shadowed" in done.stdout) == (False, False)


def test_a_call_of_another_id_shadows_nothing(repository):
    (repository / "calls" / "cstd-26.yaml").rename(repository / "calls" / "cstd-99.yaml")
    (repository / "calls" / "cstd-99.yaml").write_text(OWN, "utf-8")
    assert "shadowed-call" not in run("validate", repository / "a.yaml").stdout
