"""Comments of a Word file -> those of a submission, with their replies."""

from tests.importer.paragraphs import para
from wsisc.importer.text import comment_threads
from wsisc.readers.word.content import Run, WordComment, WordContent
from wsisc.source.model import Comment, Reply


def comment(id, text, parent="", **options):
    return WordComment(id, "Ann", "2026-01-02", text, parent=parent, **options)


def test_replies_stand_under_the_comment_that_they_answer():
    comments = (
        comment("1", " Really?\u200b ", quote="so  \nmuch", is_resolved=True),
        comment("2", "Yes.", "1"),
        comment("3", "No.", "2"),
        comment("4", " ", "1"),
        comment("5", ""),
        comment("6", "Alone.", "unknown"),
    )
    replies = (Reply("Yes.", "Ann", "2026-01-02"), Reply("No.", "Ann", "2026-01-02"))
    assert comment_threads.read_threads(WordContent((), comments=comments)) == [
        ("1", Comment("Really?", "Ann", "2026-01-02", "so much", resolved=True, replies=replies)),
        ("6", Comment("Alone.", "Ann", "2026-01-02", "")),
    ]


def test_an_empty_comment_with_a_reply_stays():
    content = WordContent((), comments=(comment("1", ""), comment("2", "Yes.", "1")))
    [(id, found)] = comment_threads.read_threads(content)
    assert (id, found.text, [each.text for each in found.replies]) == ("1", "", ["Yes."])


def start_of_last(length):
    comments = [comment("0", "x"), *(comment(str(number), "x", str(number - 1)) for number in range(1, length))]
    return comment_threads.thread_start(comments[-1], {each.id: each for each in comments}).id


def test_replies_may_be_nested_fifty_deep():
    assert start_of_last(1) == "0"
    assert start_of_last(50) == "0"
    assert start_of_last(51) == "50"


def test_replies_in_a_circle_answer_none():
    one, two = comment("1", "x", "2"), comment("2", "y", "1")
    assert comment_threads.thread_start(one, {"1": one, "2": two}) is one


def test_the_comments_on_a_block_and_on_its_notes():
    note = (para(Run("in it", comments=("3",))),)
    block = para(Run("a", comments=("1", "2")), Run(note="n"), Run(note="missing"))
    assert list(comment_threads.comment_ids(block, WordContent((), {"n": note}))) == ["1", "2", "3"]
