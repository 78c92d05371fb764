"""Line ends of the source: no space between two Chinese characters, in any parser, and the place of each character."""

import re

import pytest

from tests.conftest import ROOT
from wsisc import source
from wsisc.engines import pandoc
from wsisc.source import alignment
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.text.scripts import EAST_ASIAN

TEXTS = {
    "网上\n销售": "网上销售",
    "网上\n  销售": "网上销售",
    "他说：\n“坚持”\n更重要": "他说：“坚持”更重要",
    "其中**一半**\n以上": "其中一半以上",
    "**一半\n以上**": "一半以上",
    "[网上](https://example.org/)\n销售": "网上销售",
    "网上\nwords\n销售": "网上 words 销售",
    "于\n2022年": "于 2022年",
    "> 引文\n> 续行": "引文续行",
    "- 项目\n  续行": "项目续行",
    "ひら\nがな": "ひらがな",
    "“one”\n“two”": "“one” “two”",
    "English\nwords": "English words",
    "网上\\\n销售": "网上\n销售",
}


@pytest.mark.parametrize("text", TEXTS)
def test_no_space_is_printed_between_two_chinese_characters(text):
    assert printed_text(richtext.parse(text, frozenset()).blocks).strip() == TEXTS[text]


def test_pandoc_prints_the_same():
    texts = [text for text in TEXTS if "\\" not in text]
    printed = pandoc.start("\n\n---\n\n".join(texts), "html").result().decode()
    found = [re.sub(r"<[^>]+>", "", each).strip().replace("\n", " ") for each in printed.split("<hr />")]
    assert found == [TEXTS[text] for text in texts]


def test_both_have_the_same_characters():
    lua = (ROOT / "templates" / "line-ends.lua").read_text("utf-8")
    ranges = re.compile(r"\{0x(\w+), 0x(\w+)\}")
    wide, marks = (ranges.findall(line) for line in lua.split("\n") if line.startswith(("local WIDE", "local MARKS")))
    in_lua = {chr(at) for first, last in wide for at in range(int(first, 16), int(last, 16) + 1)}
    is_wide = re.compile(f"[{EAST_ASIAN}]")
    assert in_lua == {chr(at) for at in range(0x40000) if is_wide.match(chr(at))}
    assert {chr(at) for first, last in marks for at in range(int(first, 16), int(last, 16) + 1)} == set(alignment.MARKS)


@pytest.mark.parametrize(
    "written",
    [
        "text: >\n  网上\n  销售x\n",
        "text: >-\n  网上\n  销售x\n",
        "text: 网上\n  销售x\n",
        'text: "网上\n  销售x"\n',
        "text: '网上\n  销售x'\n",
    ],
)
def test_yaml_adds_no_space_between_two_chinese_characters(written):
    read = source.read(written.encode(), "a.yaml")
    assert read.value(("text",)).rstrip() == "网上销售x"
    for letter in "网上销售x":
        at = "网上销售x".index(letter)
        assert read.text_at(read.locate(("text",), at, at + 1)) == letter


def test_yaml_keeps_other_spaces():
    read = source.read("a: 网上\n  words\nb: 网上 销售\nc: >\n  网上\n\n  销售\n".encode(), "a.yaml")
    assert read.data == {"a": "网上 words", "b": "网上 销售", "c": "网上\n销售\n"}


@pytest.mark.parametrize("text", [each for each in TEXTS if each[0] not in ">-" and "\\" not in each])
def test_a_folded_block_prints_what_a_literal_one_does(text):
    read = source.read(f"text: >\n  {text.replace('\n', '\n  ')}\n".encode(), "a.yaml")
    assert printed_text(richtext.parse(read.value(("text",)), frozenset()).blocks).strip() == TEXTS[text]
    at = read.value(("text",)).index(text[-1])
    assert read.text_at(read.locate(("text",), at, at + 1)) == text[-1]
