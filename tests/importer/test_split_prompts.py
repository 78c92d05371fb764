"""Paragraphs that hold a prompt and other text -> both in paragraphs of their own."""

import pytest

from tests.importer.paragraphs import para
from wsisc.calls import call as calls
from wsisc.importer.clean import split_prompts
from wsisc.readers.word.content import Run, WordContent

CALL = calls.BUILT_IN.load("cstd-26")
LABEL, PROMPT = next((part.label["en"], part.prompt["en"]) for ids, part in calls.parts(CALL) if ids == ("one",))
HEADING = f"{LABEL} {PROMPT}".replace("  ", " ")


def split(text, has_text_before=True):
    """Return the texts of the paragraphs into which one is split, and which of them were before a prompt."""
    found = split_prompts.split(WordContent((para(text),)), [CALL], has_text_before)
    return [each.text for each in found.content.blocks], [each.text for each in found.text_before_prompts]


def test_a_prompt_alone_is_not_split():
    assert split(HEADING) == ([HEADING], [])
    assert split(f"{HEADING} ...") == ([f"{HEADING} ..."], [])


def test_text_behind_a_prompt_is_a_paragraph_of_its_own():
    assert split(f"{HEADING} We taught zebras.") == ([f"{HEADING} ", "We taught zebras."], [])
    assert split(f"{PROMPT} We.", has_text_before=False) == ([f"{PROMPT} ", "We."], [])


def test_text_before_a_prompt_is_a_paragraph_of_its_own_in_documents_of_wsisc():
    assert split(f"Zebras. {HEADING}") == (["Zebras. ", HEADING], ["Zebras. "])
    assert split(f"Zebras. {HEADING}", has_text_before=False) == ([f"Zebras. {HEADING}"], [])
    assert split(f"Zebras. {HEADING} We.") == (["Zebras. ", f"{HEADING} ", "We."], ["Zebras. "])


@pytest.mark.parametrize(("typed", "is_split"), [(0, True), (3, True), (4, False)])
def test_up_to_three_words_can_be_typed_into_a_prompt(typed, is_split):
    words = HEADING.split()
    edited = " ".join([*words[:4], *["zebra"] * typed, *words[4:]])
    assert len(split(f"{edited} We taught them.")[0]) == 1 + is_split


@pytest.mark.parametrize(("left_out", "is_split"), [(3, True), (4, False)])
def test_up_to_three_words_of_a_prompt_can_be_missing(left_out, is_split):
    words = HEADING.split()
    assert len(split(" ".join([*words[:4], *words[4 + left_out :], "We taught them."]))[0]) == 1 + is_split


def test_a_prompt_begins_and_ends_with_its_own_words():
    words = HEADING.split()
    assert len(split(" ".join(["Port", *words[1:], "We taught them."]), has_text_before=False)[0]) == 1
    assert len(split(" ".join([*words[:-1], "sum", "We taught them."]))[0]) == 1


@pytest.mark.parametrize(("before", "is_whole"), [(22, True), (23, False)])
def test_twenty_places_are_tried(before, is_whole):
    [text_before] = split(f"{'part ' * before}{HEADING}")[1]
    assert text_before.endswith("part ") is is_whole  # three words more than the heading has are part of it, too


def test_a_text_behind_is_bold_only_if_the_prompt_is_not():
    note = Run(note="1")
    block = para(
        Run(HEADING, bold=True), note, Run(" We.", bold=True), Run("It.", italic=True), style="Heading 1", outline=1
    )
    heading, text = split_prompts.split(WordContent((block,)), [CALL], False).content.blocks
    assert (heading.style, heading.outline) == ("Heading 1", 1)
    assert (text.style, text.outline) == ("", 0)
    assert heading.runs == (Run(HEADING, bold=True), note, Run(" ", bold=True))
    assert text.runs == (Run("We.", bold=True), Run("It.", italic=True))
    whole = para(Run(f"{HEADING} We.", bold=True))
    assert [run.bold for run in split_prompts.split(WordContent((whole,)), [CALL], False).content.blocks[1].runs] == [
        False
    ]
