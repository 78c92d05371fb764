"""What a merge did not apply, and what reviewers said, is in the file as comments, each once."""

import pytest

from tests.conftest import as_yaml, minimal
from tests.merge.versions import submission
from wsisc import source
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.merge import conflict_comments
from wsisc.merge.state import MergeState, map_positions
from wsisc.messages import t
from wsisc.messages.localization import use_language
from wsisc.source import model
from wsisc.source.model import Comment, Reply

A = ("parts", "two", "sections", 0)
DATA = {"parts": {"one": {"text": "A summary[^n]."}, "two": {"sections": [{"title": "A", "text": "Words."}]}},
        "footnotes": {"n": "A note."}}  # fmt: skip


def started(data=None):
    ours = submission(data or DATA)
    paths = {path: path for path, _ in model.sections(ours)}
    return MergeState(as_yaml(minimal(data or DATA)), map_positions(ours, paths))


def comments_of(state):
    """Return the comments of a file with the paths of their holders."""
    return list(model.comments(model.from_data(source.read(state.content, "").data)))


def change(path=(*A, "text"), **more):
    fields = {"verdict": "conflict", "proposal": "Other words.", "quote": "Words."}
    return Change(
        action=ChangeAction.CHANGED,
        kind=ChangeKind.PARAGRAPH,
        path=path,
        old="Words.",
        new="Other words.",
        **{**fields, **more},
    )


def written(each, state=None):
    state = state or started()
    assert conflict_comments.add_unapplied_change(state, each) == each
    [(path, comment)] = comments_of(state)
    return path[: path.index("comments")] if "comments" in path else path, comment


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((*A, "text"), A),
        (("parts", "two", "sections", 7, "text"), ("parts", "two")),
        (("footnotes", "n"), ("parts", "one")),
        (("title",), ("parts", "one")),
        ((), ("parts", "one")),
    ],
)
def test_a_conflict_stands_in_the_nearest_part_or_section(path, place):
    assert written(change(path)) == (place, Comment("", "", "", "Words.", "Other words."))


@pytest.mark.parametrize(
    ("each", "comment"),
    [
        (change(remark="image replaced"), Comment("image replaced", "", "", "Words.", "")),
        (change(remark="x" * 20_000), Comment("x" * 20_000, "", "", "Words.", "")),
        (change(remark="x" * 20_001), Comment("", "", "", "Words.", "Other words.")),
        (change(quote=""), Comment("", "", "", "Words.", "Other words.")),
        (change(verdict=Verdict.REFUSED, proposal=""), Comment("paragraph changed", "", "", "Words.", "")),
        (
            change(verdict=Verdict.REFUSED, proposal="", reason="why"),
            Comment("paragraph changed: why", "", "", "Words.", ""),
        ),
        (change(proposal=""), Comment("", "", "", "Words.", "")),
        (change(author="Ada", date="2024-01-02"), Comment("", "Ada", "2024-01-02", "Words.", "Other words.")),
    ],
)
def test_what_a_comment_says(each, comment):
    assert written(each)[1] == comment


@pytest.mark.parametrize(
    ("each", "text"),
    [
        (change(remark=t("wording of the call changed: {now} (before: {was})", now="A", was="B")),
         "texte fixe de l’appel modifié\u00a0: A (avant\u00a0: B)"),
        (change(verdict=Verdict.REFUSED, proposal="", reason=t("submissions do not support it")),
         "paragraphe\u00a0: modification\u00a0: les contributions ne le permettent pas"),
    ],
)  # fmt: skip
def test_a_comment_is_in_the_language_of_messages(each, text):
    with use_language("fr"):
        assert written(each)[1].text == text


@pytest.mark.parametrize("languages", [("en", "fr"), ("fr", "es"), ("fr", "en")])
def test_a_comment_in_another_language_is_not_written_again(languages):
    """A merge that was run again with another language of messages wrote its comments twice."""
    state, each = started(), change(verdict=Verdict.REFUSED, proposal="", reason=t("submissions do not support it"))
    for language in languages:
        with use_language(language):
            written(each, state)


def test_a_clean_change_leaves_no_comment_and_the_same_one_is_left_once():
    state = started()
    clean = change(verdict=Verdict.CLEAN)
    assert conflict_comments.add_unapplied_change(state, clean) == clean
    assert comments_of(state) == []
    written(change(), state)
    written(change(), state)
    written(change(proposal="Other  words."), state)


def test_a_change_without_any_place_is_refused():
    state = started()
    state.positions.parts.clear()
    refused = conflict_comments.add_unapplied_change(state, change())
    assert (refused.verdict, refused.reason, refused.proposal) == ("refused", conflict_comments.NO_PLACE, "")


SAID = Comment("Why?", "Bob", "2024-01-02T03:04:05Z", "Words.")


def added(state, *comments):
    return conflict_comments.add_comments(state, [(A, each) for each in comments])


def test_a_comment_is_new_once():
    state = started()
    assert added(state, SAID) == (1, [])
    assert added(state, SAID) == (0, [])
    assert [each for _, each in comments_of(state)] == [SAID]
    assert added(state, SAID._replace(by="Cy")) == (1, [])


def test_a_known_comment_gets_its_new_replies_and_is_resolved():
    state = started()
    one, two = Reply("Because.", "Ada", "2024-01-03"), Reply("I see.", "Bob", "2024-01-04")
    added(state, SAID)
    assert added(state, SAID._replace(replies=(one,))) == (1, [])
    assert added(state, SAID._replace(replies=(one, two), resolved=True)) == (1, [])
    assert added(state, SAID._replace(replies=(two,))) == (0, [])
    assert [each for _, each in comments_of(state)] == [SAID._replace(replies=(one, two), resolved=True)]


def test_a_comment_without_a_place_is_reported():
    state = started()
    state.positions.parts.clear()
    count, [left] = added(state, SAID)
    assert (count, left.verdict, left.kind, left.new, left.author) == (0, "refused", "comment", "Why?", "Bob")
