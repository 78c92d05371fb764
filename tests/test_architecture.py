"""The house is as its plan says."""

import ast
import json
import re
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, SAMPLE
from wsisc.calls import call as calls
from wsisc.calls import editor_schema, vocabularies
from wsisc.cli import COMMANDS
from wsisc.lint import rules
from wsisc.writers import WRITERS, get_writer

MODULES = sorted((ROOT / "wsisc").rglob("*.py"))


def test_functions_stay_small():
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 40
    ]
    assert long == []


def find_arrows():
    """Return the units at the top of wsisc, modules and packages, each with those that it imports."""
    top = ROOT / "wsisc"
    paths = [path for path in top.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    arrows = {path.stem: set() for path in paths if path.stem != "__init__"}
    for path in MODULES:
        unit = path.relative_to(top).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"wsisc.{name}" for name in names] if node.module == "wsisc" else [node.module or ""]
            targets = {name.split(".")[1] for name in names if name.startswith("wsisc.")}
            arrows.get(unit, set()).update(targets & arrows.keys() - {unit})
    return arrows


def test_what_is_remembered_of_texts_has_a_limit():
    """A process that reads very many files would otherwise remember something of each."""
    of_texts = {"text", "word", "words", "letters", "content", "passage", "tag"}
    unlimited = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(each, ast.Name) and each.id == "cache" for each in node.decorator_list)
        and of_texts & {argument.arg for argument in node.args.args}
    ]
    assert unlimited == []


def test_units_import_those_that_the_table_allows():
    lines = (ROOT / "tests" / "arrows.txt").read_text("utf-8").splitlines()
    table = {unit: set(allowed.split()) for unit, _, allowed in (line.partition(":") for line in lines)}
    assert find_arrows() == table
    assert len(table["cli"]) <= 8
    TopologicalSorter(table).prepare()  # raises an error for a circle


def test_the_table_of_rules_names_every_rule_in_order():
    files = sorted(path.stem for path in (ROOT / "wsisc" / "lint" / "rules").glob("*.py") if path.stem != "__init__")
    assert sorted(code.replace("-", "_") for code in rules.codes()) == files
    for codes in rules.GROUPS.values():
        assert list(codes) == sorted(set(codes))


def test_the_tables_of_commands_and_writers_name_what_is_there():
    modules = {path.stem.removesuffix("_"): path for path in (ROOT / "wsisc" / "cli").glob("*.py")}
    commands = {
        name for name, path in modules.items() if re.search(r"^@click\.(command|group)\(", path.read_text(), re.M)
    }
    assert set(COMMANDS) == commands - {"__init_"}
    writers = {path.stem for path in (ROOT / "wsisc" / "writers").iterdir() if path.name != "__pycache__"} - {
        "__init__",
        "build_job",
        "redline",
        "source",
        "yaml",
        "yaml_style",
    }
    assert {get_writer(name).__module__.rpartition(".")[2] for name in WRITERS} == writers


def test_only_the_command_line_imports_click():
    outside = [path for path in MODULES if "cli" not in path.parts and path.name != "__main__.py"]
    assert not [path for path in outside if re.search(r"^\s*(import|from) click\b", path.read_text("utf-8"), re.M)]


def test_every_manuscript_is_checked_against_the_limits_of_the_engines():
    created = [path for path in MODULES if re.search(r"\bManuscript\(", path.read_text("utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in created] == ["wsisc/document/manuscript.py"]


def test_help_loads_only_what_it_shows():
    command = [sys.executable, "-X", "importtime", "-m", "wsisc", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"jinja2", "jsonschema", "pypandoc", "docx", "lxml", "yaml", "markdown_it"}


def test_validate_of_a_valid_file_loads_no_writer_and_nothing_that_explains_errors():
    command = [sys.executable, "-X", "importtime", "-m", "wsisc", "validate", "examples/unodc_2022.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & {
        "jinja2",
        "jsonschema",
        "lxml.etree",
        "wsisc.engines.pandoc",
        "wsisc.calls.editor_schema",
        "wsisc.pipeline.jobs.batch",
    }
    assert not [each for each in loaded if each.startswith("wsisc.writers.") and each != "wsisc.writers.build_job"]


def test_many_files_are_checked_without_what_imports_and_reviews_documents(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    command = [sys.executable, "-X", "importtime", "-m", "wsisc", "validate", "--no-cache", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "wsisc.cli.progress" in loaded
    assert not [name for name in loaded if name.startswith(("wsisc.importer", "wsisc.merge", "wsisc.review"))]


def test_a_build_of_a_word_file_loads_no_reader_of_word_files_and_no_template_engine(tmp_path):
    built = ["build", "examples/unodc_2022.yaml", "--no-cache", "--format", "docx", "-o", str(tmp_path / "a.docx")]
    command = [sys.executable, "-X", "importtime", "-m", "wsisc", *built]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "lxml.etree" in loaded
    assert not [name for name in loaded if name.startswith(("jinja2", "wsisc.readers.word."))]


OF_OTHERS = {"_data", "_exit", "_fields", "_parent"}
"""Names in pypdf, os, NamedTuple and python-docx which wsisc has too."""


def private_names(text):
    """Return the private names that a module defines: functions, classes, variables and attributes."""
    return {*re.findall(r"^\s*(?:def |class |self\.)?(_[A-Za-z]\w*)(?<!_)\b", text, re.MULTILINE)}


def uses_of_private_names(text, private):
    """Yield the private names that a test uses: not those of its own classes, but also those that it replaces."""
    if not private & {*re.findall(r"\b_\w+", text)}:
        return  # most files, which need no tree
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) not in ("self", "cls"):
            yield from {node.attr} & private
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wsisc"):
            yield from {alias.name for alias in node.names} & private
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
            texts = (each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str))
            yield from {each.rpartition(".")[2] for each in texts} & private


def test_no_test_uses_a_private_name():
    private = set().union(*(private_names(path.read_text("utf-8")) for path in MODULES)) - OF_OTHERS
    used = {
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / "tests").rglob("*.py")
        for name in uses_of_private_names(path.read_text("utf-8"), private)
    }
    assert used == set()


def test_a_private_name_is_found():
    private = private_names("def _load():\n    self._process = 1\n    own._other = 1\n")
    text = (
        "from wsisc.engines.pandoc import _load\nself._process = 1\npandoc._load()\nhelped._process.kill()\n"
        "monkeypatch.setattr(pandoc, '_load', None)\nmonkeypatch.setattr('wsisc.x._process', None)\nnode._replace(a=1)"
    )
    assert sorted(uses_of_private_names(text, private)) == [*["_load"] * 3, *["_process"] * 2]


def words_of_code(path):
    """Return the names and texts of a module, without docstrings: those of rules have examples of wrong texts."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        yield from (value for value in (getattr(node, "id", None), getattr(node, "arg", None)) if value)


def test_no_term_of_a_vocabulary_is_named_in_code():
    tags = vocabularies.choose(vocabularies.names_for("tags")).tags
    names = {name for each in tags for term in each.terms.values() for name in term.names.get("en", ())}
    unambiguous = {name for name in names if len(name) > 7 and name not in ("Achievement", "Commitment", "Programme")}
    named = re.compile(
        r"\bC(?:1[01]|[1-9])\b|\bC\(\?:1|\bC\\d|\be-(?:government|business|learning|health|employment|environment|agriculture"
        r"|science)\b|\b(?:SDGs?|[Gg]oals?|[Tt]argets?)\s?\d|\bSDGs?\b|Sustainable Development|"
        rf"\b(?:{'|'.join(map(re.escape, sorted(unambiguous)))})\b"
    )
    explained = ROOT / "wsisc" / "publication" / "dataset" / "workbook_notes.py"  # sentences for readers, with examples
    found = {
        (str(path.relative_to(ROOT)), match[0])
        for path in MODULES
        if path != explained
        for text in words_of_code(path)
        if (match := named.search(text))
    }
    assert not found


@pytest.mark.parametrize(
    "name",
    [
        "submission",
        "call",
        "vocabulary",
        "locale",
        "export",
        "report",
        "stats",
        "recycled",
        "dataset",
        "diff",
        "parity",
    ],
)
def test_schemas_are_schemas(name):
    Draft202012Validator.check_schema(json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8")))


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_built_schemas_are_current(id):
    built = json.loads((ROOT / "schemas" / "built" / f"{id}.schema.json").read_text("utf-8"))
    assert built == editor_schema.compose(calls.BUILT_IN.load(id)), (
        "renew it: wsisc schema CALL > schemas/built/CALL.schema.json"
    )
    Draft202012Validator.check_schema(built)


def test_no_pattern_of_a_schema_ends_in_a_dollar():
    for path in (ROOT / "schemas").glob("*.json"):
        for line in path.read_text("utf-8").splitlines():
            assert not ('"pattern"' in line and '$"' in line), f"{path.name}: {line}"


def test_every_path_that_contributing_names_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    paths = {each for each in re.findall(r"`([\w./-]+)`", text) if re.search(r"\.py$|/$|^[a-z_]+(/[a-z_]+)+$", each)}
    missing = {each for each in paths if not any((ROOT / base / each).exists() for base in ("", "wsisc"))}
    names = {
        each
        for each in re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_]+)`", text)
        if not each.endswith((".py", ".md", ".toml", ".txt", ".yaml", ".yml"))
    }
    for name in names - {"concurrent.futures.Executor"}:
        module, _, attribute = name.rpartition(".")
        path = ROOT / "wsisc" / module.replace(".", "/")
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if not (file.exists() and re.search(rf"\b{attribute}\b", file.read_text())):
            missing.add(name)
    assert not missing


def test_every_module_that_the_overview_names_is_there():
    missing, package = [], ""
    for line in (ROOT / "wsisc" / "__init__.py").read_text("utf-8").splitlines():
        *before, last = re.split(r"\s{2,}", line)
        if not before or not re.fullmatch(r"[a-z_.]+(, [a-z_.]+)*,?", last):
            continue
        for name in last.rstrip(",").split(", "):
            package = name.rpartition(".")[0] or package
            *packages, module = name.split(".")
            places = [packages] if packages else [[], package.split(".")]
            paths = [ROOT.joinpath("wsisc", *place, module) for place in places]
            if not any(path.is_dir() or path.with_suffix(".py").is_file() for path in paths):
                missing.append(name)
    assert missing == []
