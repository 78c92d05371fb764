"""Questions of a form that are deleted or emptied, with and without their labels: no word moves to another part."""

import io
from itertools import product

import pytest

from tests.importer.filled_forms import FORMS, KNOWN
from tests.importer.people_forms import Person, find_faults, strip_controls
from wsisc.calls import call as calls
from wsisc.importer.import_document import import_bytes

EDITS = ["prompt deleted", "prompt emptied", "label deleted", "both deleted"]
PLACES = ["below the line", "after the question"]
QUICK = FORMS.index(("cstd-26", "en"))


class Editor(Person):
    """Answers all parts of a form, and edits one question in it."""

    def fill_edited(self, target, edit, answered, before):
        """Return the form; `answered` is where the answer of that part is, `before` where those of the others are."""
        self.format = "docx"
        self._fill_field("entity")
        self._fill_field("title")
        holding = [ids for ids, part in calls.parts(self.call) if part.holds]
        found = {ids: self._find_question(ids) for ids in holding}
        for ids in holding:
            question, line, empty = found[ids]
            remaining = self._edit_question(question, edit) if ids == target else question
            if remaining and (answered if ids == target else before) == "after the question":
                remaining[-1].add_run(f" {self._sentence(ids)}")
                self._remove(*([empty, line] if ids != target else []))
            else:
                empty.add_run(self._sentence(ids))
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _edit_question(self, question, edit):
        """Edit a question, and return what is left of it."""
        if edit == "both deleted":
            self._remove(*question)
            return []
        if len(question) == 1:  # the label is in the paragraph of the question
            return question
        if edit == "prompt emptied":
            self._type(question[1], "")
            return question
        gone = question[["label", "prompt"].index(edit.split()[0])]
        self._remove(gone)
        return [each for each in question if each is not gone]


def cases_of(seed):
    """Return all questions of a form with each edit, and all places of answers in turn."""
    targets = [ids for ids, part in calls.parts(Person(seed).call) if part.holds and part.is_headed]
    places = list(product(PLACES, PLACES))
    return [(*case, *places[at % 4]) for at, case in enumerate(product(targets, EDITS), seed)]


def check(seed, case, change=lambda content: content):
    person = Editor(seed)
    content = change(person.fill_edited(*case))
    assert find_faults(content, "a.docx", person) == []
    submission = import_bytes(content, "a.docx", KNOWN).submission
    target, edit, answered, _ = case
    if edit not in ("both deleted", "label deleted") or (edit, answered) == ("label deleted", "below the line"):
        unplaced = submission.unplaced.text if submission.unplaced else ""  # a label with words after it is a text
        fields = {("entity",), ("title",)}  # a further paragraph of a field
        assert {place for word, place in person.places.items() if word in unplaced} <= {target, *fields}
    parts = [each for part in submission.parts for each in (part, *part.parts)]
    assert [section.title for part in parts for section in part.sections] == []


@pytest.mark.parametrize("before", PLACES)
@pytest.mark.parametrize("target", [("two",), ("three", "b")])
def test_a_label_alone_begins_its_part(target, before):
    check(QUICK, (target, "prompt deleted", "below the line", before))


def test_the_line_of_a_deleted_question_leaves_words_after_the_question_before():
    check(QUICK, (("two",), "both deleted", "below the line", "after the question"))


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(len(FORMS)), ids=["-".join(each) for each in FORMS])
def test_no_edited_question_moves_an_answer(seed):
    """Every other form is saved by a program that keeps no content controls."""
    for at, case in enumerate(cases_of(seed)):
        check(seed, case, strip_controls if at % 2 else bytes)
