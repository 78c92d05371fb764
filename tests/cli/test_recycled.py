"""`wsisc recycled` for people and programs, and the reports of `validate` on last year's submissions."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import as_json, load_schema
from tests.conftest import SAMPLE, as_yaml, minimal, wsisc, wsisc_process

SCHEMA = load_schema("recycled")
COPY = " ".join(f"word{number}" for number in range(40))
OWN = " ".join(f"own{number}" for number in range(60))


def written(path, text="Own words.", name="An entity", **entity):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_yaml(minimal({"entity": {"name": name, **entity}, "parts": {"two": {"text": text}}})))
    return path


@pytest.fixture
def folder(tmp_path):
    """Two years: in this one "a" repeats itself from last year, "b" and "c" have a passage in common, "d" has none."""
    written(tmp_path / "2022" / "a.yaml", COPY, acronym="AE")
    written(tmp_path / "2023" / "a.yaml", f"{OWN} {COPY}", acronym="AE")
    for name in "bc":
        written(tmp_path / "2023" / f"{name}.yaml", COPY.replace("word", "other"), f"Entity {name}")
    written(tmp_path / "2023" / "d.yaml", name="An entity whose name is longer than what a table holds")
    return tmp_path


def test_the_json_is_as_documented_and_says_where_passages_stand(folder):
    Draft202012Validator.check_schema(SCHEMA)
    data = as_json("recycled", "2022", "2023", cwd=folder)
    assert data["compared_with"] == [{"file": "2022/a.yaml", "entity": "AE"}]
    assert [each["file"] for each in data["submissions"]] == [f"2023/{name}.yaml" for name in "abcd"]
    first, b, c, d = data["submissions"]
    (passage,) = first["passages"]
    assert (passage["words"], passage["changed"], passage["text"]) == (40, 0, COPY)
    assert (passage["line"], passage["label"]) == (12, "Part Two")
    assert (passage["source"]["file"], passage["source"]["line"]) == ("2022/a.yaml", 12)
    assert first["parts"][1] == {"place": "two", "label": "Part Two", "words": 100, "recycled": 40, "share": 0.4}
    assert b["passages"][0]["source"]["file"] == "2023/c.yaml"
    assert c["passages"][0]["source"]["file"] == "2023/b.yaml"
    assert d["passages"] == []
    assert list(Draft202012Validator(SCHEMA).iter_errors({**data, "more": 1}))


def test_one_submission_is_reported_with_its_parts_and_passages(folder):
    lines = wsisc("recycled", "2022", "2023/a.yaml", cwd=folder).stdout.decode().splitlines()
    assert lines == [
        "2023/a.yaml (AE): 40 of 108 words (37%) are repeated, most from 2022/a.yaml",
        "",
        "part            words  recycled  share",
        "Part One            2         0     0%",
        "Part Two          100        40    40%",
        "Part Three (a)      3         0     0%",
        "Part Three (b)      3         0     0%",
        "All               108        40    37%",
        "",
        "2023/a.yaml:12:361 (Part Two)",
        "  40 words repeated from 2022/a.yaml:12 (Part Two)",
        '  "word0 word1 word2 word3 word4 word5 word6 word7 word8 word9…"',
    ]
    assert wsisc("recycled", "2022", "2023/d.yaml", cwd=folder).stdout.decode().endswith("no repeated passages\n")


def test_several_are_summed_up_first_those_that_repeat_most_on_top(folder):
    output = wsisc("recycled", "2022", "2023", cwd=folder).stdout.decode()
    rows = [line.split() for line in output.split("\n\n")[1].splitlines()]
    assert rows[0] == ["submission", "entity", "words", "recycled", "share", "most", "similar"]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("2023/b.yaml", "2023/c.yaml"),
        ("2023/c.yaml", "2023/b.yaml"),
        ("2023/a.yaml", "2022/a.yaml"),
    ]
    assert "\n\n1 submission without repeated passages\n\n" in output
    assert output.count(" are repeated, most from ") == 3
    short = wsisc("recycled", "2022", "2023", "--summary", cwd=folder).stdout.decode()
    assert output.startswith(short.rstrip("\n"))
    assert " are repeated" not in short


def test_a_folder_alone_is_compared_in_itself_and_a_submission_alone_with_nobody(folder):
    data = as_json("recycled", "2023", cwd=folder)
    assert [len(each["passages"]) for each in data["submissions"]] == [0, 1, 1, 0]
    done = wsisc("recycled", "2023/a.yaml", cwd=folder)
    assert done.returncode == 2
    assert b"name the submissions to compare with first" in done.stderr
    assert wsisc("recycled", "2023/a.yaml", "./2023/a.yaml", cwd=folder).returncode == 2


def test_the_same_file_on_both_sides_is_not_compared_with_itself(folder):
    data = as_json("recycled", "2022", "2023", "2023/a.yaml", cwd=folder)
    assert "2023/a.yaml" not in [each["file"] for each in data["compared_with"]]
    assert data["submissions"][0]["passages"][0]["source"]["file"] == "2022/a.yaml"


def test_standard_input_is_compared_too(folder):
    data = as_json("recycled", "2022", "-", cwd=folder, stdin=(folder / "2023" / "a.yaml").read_bytes())
    assert data["submissions"][0]["file"] == "<stdin>"
    assert len(data["submissions"][0]["passages"]) == 1


def test_what_has_errors_is_named_and_compared_as_far_as_it_can_be(folder):
    (folder / "2023" / "e.yaml").write_bytes(b"wsisc: 1\ntitle: [\n")
    twice = as_yaml(minimal({"parts": {"two": {"text": COPY}}})) + b"title: Twice\n"
    (folder / "2022" / "f.yaml").write_bytes(twice)
    (folder / "2023" / "g.yaml").write_bytes(as_yaml(minimal({"call": "nowhere"})))
    done = wsisc("recycled", "2022", "2023", cwd=folder)
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.decode().splitlines()] == [
        "2022/f.yaml",
        "2023/e.yaml",
        "2023/g.yaml",
    ]
    files = [each["file"] for each in as_json("recycled", "2022", "2023", cwd=folder, code=1)["submissions"]]
    assert "2023/e.yaml" not in files
    assert "2023/g.yaml" in files


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_compared(folder):
    (folder / "2022" / "lost.yaml").symlink_to("nowhere")
    (folder / "2023" / "e.yaml").write_bytes(as_yaml(minimal({"call": "nowhere"})))
    done = wsisc("recycled", "2022", "2023", cwd=folder)
    assert done.returncode == 3
    assert [line.partition(":")[0] for line in done.stderr.decode().splitlines()] == ["2022/lost.yaml", "2023/e.yaml"]
    assert b"2023/a.yaml (AE): 40 of 108 words" in done.stdout


def test_a_report_goes_to_a_file_without_colours_and_names_steer_no_terminal(folder):
    written(folder / "2023" / "z.yaml", COPY, "Name \u202eturned")
    done = wsisc("recycled", "2022", "2023", "-o", "new/report.txt", cwd=folder, FORCE_COLOR="1")
    assert (done.returncode, done.stdout) == (0, b"")
    text = (folder / "new" / "report.txt").read_text("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    lines = wsisc("recycled", "2022", "2023", cwd=folder, FORCE_COLOR="1").stdout.decode().splitlines()
    bold = [line.removeprefix("\x1b[1m").split()[0] for line in lines if line.startswith("\x1b[1m")]
    assert (bold[:2], bold.count("part")) == (["5", "submission"], 4)
    assert wsisc("recycled", "2022", "none", cwd=folder).returncode == 2


@pytest.mark.slow
def test_the_same_is_reported_in_every_process(folder):
    output = {
        wsisc_process("recycled", "2022", "2023", cwd=folder, PYTHONHASHSEED=seed).stdout for seed in ("1", "2", "3")
    }
    assert len(output) == 1


def test_the_sample_against_a_copy_of_it(tmp_path):
    edited = SAMPLE.read_text("utf-8").replace("47 Member States", "52 Member States").replace("In 2022,", "In 2023,")
    (tmp_path / "this.yaml").write_text(edited, "utf-8")
    (data,) = as_json("recycled", SAMPLE, tmp_path / "this.yaml")["submissions"]
    assert data["parts"][-1]["share"] > 0.95
    assert {each["label"] for each in data["passages"]} == {"Part One", "Part Two", "Part Three (a)", "Part Three (b)"}
    assert all(each["line"] == each["source"]["line"] for each in data["passages"])


def validated(*paths, code=0, cwd):
    done = wsisc("validate", *paths, "--select", "recycled-passage", "--output-format", "json", cwd=cwd)
    assert done.returncode == code, done.stderr.decode()
    return [(each["file"], each["code"], each["severity"]) for each in json.loads(done.stdout)["diagnostics"]]


@pytest.fixture
def repository(folder):
    (folder / ".git").mkdir()
    (folder / "2023" / "wsisc.toml").write_text('[validate]\nlast-year = "../2022"\n')
    return folder


TOLD = ("a.yaml", "recycled-passage", "info")


def test_validate_tells_what_stood_in_last_years_submission(repository):
    assert validated("a.yaml", cwd=repository / "2023") == [TOLD]
    assert validated(".", cwd=repository / "2023") == [TOLD]
    done = wsisc("validate", "2023/a.yaml", cwd=repository).stdout.decode()
    assert "2022/a.yaml:12 (Part Two)" in done
    assert (
        "recycled-passage" not in wsisc("validate", "2023/a.yaml", "--ignore", "facts", cwd=repository).stdout.decode()
    )


def test_last_years_go_along_to_other_processes(repository):
    for number in range(14):
        written(repository / "2023" / f"more{number:02}.yaml", COPY, f"More {number}", acronym=f"M{number}")
    written(repository / "2022" / "more.yaml", COPY, "More 3")
    assert [each for each, *_ in validated(".", "--jobs", "2", cwd=repository / "2023")] == ["a.yaml", "more03.yaml"]


def test_an_entity_is_known_by_its_name_or_its_acronym(repository):
    this = repository / "2023"
    written(this / "a.yaml", COPY, "Renamed", acronym="ae")
    assert validated("a.yaml", cwd=this) == [TOLD]
    written(this / "a.yaml", COPY, "AN ENTITY")
    assert validated("a.yaml", cwd=this) == [TOLD]
    written(this / "a.yaml", COPY, "Another")
    assert validated("a.yaml", cwd=this) == []


def test_what_is_kept_of_a_file_is_not_served_when_last_years_changes(repository):
    this = repository / "2023"
    assert validated(".", cwd=this) == [TOLD]
    written(repository / "2022" / "a.yaml", OWN[:-20], acronym="AE")
    (first, second) = validated(".", cwd=this), validated(".", cwd=this)
    assert first == second == [TOLD]
    written(repository / "2022" / "a.yaml", "Nothing of it.", acronym="AE")
    assert validated(".", cwd=this) == []


def test_a_file_is_not_compared_with_itself(folder):
    (folder / "wsisc.toml").write_text('[validate]\nlast-year = "2022"\n')
    assert validated("2022/a.yaml", cwd=folder) == []
    assert validated("2023/a.yaml", cwd=folder) == [("2023/a.yaml", *TOLD[1:])]


@pytest.mark.parametrize(
    ("setting", "output"),
    [
        ('last-year = "../2021"', "[validate] last-year: the folder ../2021 does not exist"),
        ('last-year = "."', ""),
        ('last-year = "empty"', "[validate] last-year: empty contains no submissions"),
        ('last-year = ["../2022"]', "[validate] last-year"),
        ('last_year = "../2022"', "use last-year"),
    ],
)
def test_a_folder_that_is_not_there_is_wrong_usage(setting, output, repository):
    this = repository / "2023"
    (this / "empty").mkdir()
    (this / "wsisc.toml").write_text(f"[validate]\n{setting}\n")
    done = wsisc("validate", "a.yaml", cwd=this)
    assert done.returncode == (2 if output else 0)
    assert output in done.stderr.decode()
    assert not output or "wsisc.toml" in done.stderr.decode()


@pytest.mark.parametrize("name", ["/", "../..", "../../2022", "link"])
def test_a_folder_outside_the_repository_is_read_only_where_the_user_names_the_settings(name, repository, tmp_path):
    this = repository / "2023"
    written(tmp_path.parent / "2022" / "a.yaml", COPY, acronym="AE")
    (this / "link").symlink_to(tmp_path.parent / "2022")
    (this / "wsisc.toml").write_text(f'[validate]\nlast-year = "{name}"\n')
    done = wsisc("validate", "a.yaml", cwd=this)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"last-year: {name} is outside the folder {repository}" in done.stderr.decode()
    if name.endswith("2022"):
        assert b"recycled-passage" in wsisc("validate", "a.yaml", "--config", "wsisc.toml", cwd=this).stdout


def test_without_git_last_years_folder_is_in_that_of_the_settings(folder):
    (folder / "2023" / "wsisc.toml").write_text('[validate]\nlast-year = "../2022"\n')
    assert wsisc("validate", "a.yaml", cwd=folder / "2023").returncode == 2
    (folder / "wsisc.toml").write_text('[validate]\nlast-year = "2022"\n')
    (folder / "2023" / "wsisc.toml").unlink()
    assert validated("a.yaml", cwd=folder / "2023") == [TOLD]


def test_of_last_years_what_cannot_be_read_is_named_once(repository):
    (repository / "2022" / "bad.yaml").write_bytes(b"wsisc: 1\ntitle: [\n")
    done = wsisc("validate", ".", cwd=repository / "2023")
    assert done.stderr.decode().count("../2022/bad.yaml: not compared") == 1
    assert done.returncode == 0


def test_last_years_is_read_only_for_the_rule_that_compares_with_it(repository):
    (repository / "2022" / "bad.yaml").write_bytes(b"wsisc: 1\ntitle: [\n")
    this = repository / "2023"
    for options in (("--ignore", "recycled-passage"), ("--select", "accessibility")):
        assert b"2022" not in wsisc("validate", "a.yaml", *options, cwd=this).stderr
    (this / "wsisc.toml").write_text('[validate]\nlast-year = "../2021"\n')
    assert wsisc("validate", "a.yaml", "--ignore", "recycled-passage", cwd=this).returncode == 0


def test_without_last_year_nothing_of_it_is_loaded(folder):
    done = wsisc_process("validate", "2023/a.yaml", cwd=folder, PYTHONPROFILEIMPORTTIME="1")
    assert b"wsisc.lint.linter" in done.stderr
    assert b"wsisc.lint.reuse.recycled_passages" not in done.stderr
