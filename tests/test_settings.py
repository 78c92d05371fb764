"""The text of a wsisc.toml becomes settings, or is refused with the name of what is wrong."""

import pytest

from wsisc.workspace import settings

EVERY = """\
[validate]
select = ["un-style"]
ignore = ["emphasis", "spelling"]
strict = true
draft = true
last-year = "../2022"

[validate.severity]
spelling = "info"

[build]
formats = ["docx", "pdf"]
output = "out"
theme = "plain"

[collate]
title = "All"
"""
SET = {
    "select": ("un-style",), "ignore": ("emphasis", "spelling"), "strict": True, "draft": True, "last_year": "../2022",
    "severity": {"spelling": "info"}, "formats": ("docx", "pdf"), "output": "out", "theme": "plain",
    "collate": {"title": "All"},
}  # fmt: skip
UNSET = {
    "select": (), "ignore": (), "strict": False, "draft": False, "last_year": "", "severity": {}, "formats": (),
    "output": "", "theme": "", "collate": {},
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [(EVERY, SET), ("", UNSET), ("\ufeff# only this\n", UNSET)])
def test_every_setting_is_read_and_none_is_set_by_itself(text, expected):
    assert settings.read(text)._asdict() == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("strict = true", "[validate]"), ("output = 'x'", "[build]"), ("validate = 1", "[validate]"), ("[valdate]", "validate"),
        ("[validate]\nselct = []", "select"), ("[build]\nzzz = 1", "formats"), ("[validate]\nselect = 'un-style'", "select"),
        ("[validate]\nselect = [1]", "select"), ("[validate]\nstrict = 'yes'", "true or false"), ("[build]\noutput = 1", "output"),
        ("[build]\ntheme = ['plain']", "theme"), ("[collate]\ntitel = 'x'", "[collate]"), ("[collate]\ntitle = 1", "title"),
        ("[validate]\nseverity = 'info'", "severity"), ("[validate.severity]\nspelling = 'high'", "spelling"),
        ("[build]\noutput = \"a\\u0007\"", "output"), ("[build]\nformats = 'docx'", '["docx", "pdf"]'), ("[validate", "TOML"),
        (f"a = {'9' * 9_999}", ""), (f"a = {'[' * 9_999}", ""), (f"{'a.' * 201}b = 1", "line 1"),
        (f"#{'x' * settings.MAX_CHARACTERS}", "characters"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_named(text, named):
    with pytest.raises(settings.InvalidSettings) as refused:
        settings.read(text)
    assert named in str(refused.value)


def test_settings_may_be_as_long_and_as_deep_as_the_limits():
    assert settings.read("#" * settings.MAX_CHARACTERS) == settings.Settings()
    assert settings.read(f"# {'a.' * 200}\n[collate]\ntitle = 'All'").collate
