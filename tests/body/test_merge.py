from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.compare import merge
from articles.body.document import document, figure, paragraph, to_json, validate
from articles.body.words import block_text, plain_text
from tests.body.test_compare import body


def order(merged):
    return "".join(block["attrs"]["id"][0] for block in merged.document["content"])


def conflicted(merged):
    return [conflict.block_id[0] for conflict in merged.conflicts]


BASE = body(*((name, f"words of {name}") for name in "abcde"))


def version(names, **changed):
    """BASE in another order, with other words, with new blocks."""
    return body(*((name, changed.get(name, f"words of {name}")) for name in names))


MERGED = {
    "different blocks": (
        version("abcde", b="mine"), version("abcde", d="theirs"), "abcde", ["mine", "theirs"],
    ),
    "an edit and a deletion elsewhere": (
        version("abcde", b="mine"), version("abce"), "abce", ["mine"],
    ),
    "two insertions": (version("abxcde"), version("abcdey"), "abxcdey", []),
    "two insertions in one place": (version("abxcde"), version("abycde"), "abxycde", []),
    "a move and an edit of the moved block": (
        version("eabcd"), version("abcde", e="theirs"), "eabcd", ["theirs"],
    ),
    "a move and an insertion": (version("badce"), version("abcxde"), "badcxe", []),
    "both moved the same way": (version("eabcd"), version("eabcd"), "eabcd", []),
    "different moves": (version("bacde"), version("abced"), "baced", []),
    "both deleted the same": (version("abde"), version("abde", a="theirs"), "abde", ["theirs"]),
    "the same edit": (version("abcde", c="same"), version("abcde", c="same"), "abcde", ["same"]),
    "the same insertion": (version("abxcde"), version("abxcde"), "abxcde", []),
}  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "names", "words"), MERGED.values(), ids=MERGED.keys())
def test_changes_of_different_places_go_together(mine, theirs, names, words):
    merged = merge(BASE, mine, theirs)
    assert order(merged) == names
    assert not merged.conflicts
    assert all(word in plain_text(merged.document) for word in words)
    assert merge(BASE, theirs, mine) == merged


CONFLICTS = {
    "two edits of one block": (version("abcde", c="mine"), version("abcde", c="theirs"), "c"),
    "edits far apart in one block": (
        version("abcde", c="new words of c"), version("abcde", c="words of c too"), "c",
    ),
    "an edit and a deletion": (version("abcde", c="mine"), version("abde"), "c"),
    "a deletion and an edit": (version("abde"), version("abcde", c="theirs"), "c"),
    "two blocks of one new id": (
        version("abcdex", x="mine"), version("abcdex", x="theirs"), "x",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "name"), CONFLICTS.values(), ids=CONFLICTS.keys())
def test_overlapping_changes_are_a_conflict_with_both_texts(mine, theirs, name):
    merged = merge(BASE, mine, theirs)
    assert conflicted(merged) == [name]
    (conflict,) = merged.conflicts
    sides = {to_json(side): side for side in (conflict.mine, conflict.theirs)}
    assert len(sides) == 2
    kept = conflict.mine or conflict.theirs
    assert kept in merged.document["content"]


def test_the_sides_of_a_conflict_change_with_the_question():
    mine, theirs = version("abcde", c="mine"), version("abcde", c="theirs")
    (one,) = merge(BASE, mine, theirs).conflicts
    (other,) = merge(BASE, theirs, mine).conflicts
    assert (one.base, one.mine, one.theirs) == (other.base, other.theirs, other.mine)


def test_the_same_paragraph_typed_by_both_comes_once():
    mine = body(*((name, f"words of {name}") for name in "abcde"), ("x", "the same"))
    theirs = body(*((name, f"words of {name}") for name in "abcde"), ("y", "the same"))
    merged = merge(BASE, mine, theirs)
    assert order(merged) == "abcdex"
    assert not merged.conflicts


def test_like_paragraphs_are_paired_in_their_order():
    mine = body(("n", "same"))
    theirs = body(("r", "same"), ("s", "same"))
    assert order(merge(body(), mine, theirs)) == order(merge(body(), theirs, mine)) == "ns"


def test_a_caption_and_the_text_beside_it_are_two_places():
    base = document(paragraph("text"), figure(3, caption="old"))
    mine = validate({"type": "doc", "content": [paragraph("new text"), base["content"][1]]})
    mine["content"][0]["attrs"]["id"] = base["content"][0]["attrs"]["id"]
    changed = {**base["content"][1], "attrs": {**base["content"][1]["attrs"], "caption": "new"}}
    theirs = validate({"type": "doc", "content": [base["content"][0], changed]})
    merged = merge(base, mine, theirs)
    assert not merged.conflicts
    assert merged.document["content"] == [mine["content"][0], theirs["content"][1]]


@st.composite
def versions(draw):
    """A base and two bodies that grew from it by edits, moves, deletions and insertions."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=7))
    base = body(*((name, name) for name in names))
    return base, draw(_grown(names, "mnop")), draw(_grown(names, "mnrs"))


def _grown(names, new):
    added = st.lists(st.sampled_from(new), unique=True, max_size=3)
    return (
        st.tuples(st.permutations(names), st.integers(0, 7), added)
        .flatmap(
            lambda parts: (
                st.permutations([*parts[0][: parts[1]], *parts[2]])
                if len(parts[0]) % 2
                else st.just([*parts[2], *[name for name in names if name in parts[0][: parts[1]]]])
            )
        )
        .flatmap(
            lambda kept: st.tuples(
                *(
                    st.tuples(st.just(name), st.sampled_from([name, name, "1", "2"]))
                    for name in kept
                )
            )
        )
        .map(lambda blocks: body(*blocks))
    )


@pytest.mark.thorough
@given(versions())
@settings(max_examples=100, deadline=None)
def test_a_merge_loses_no_text_and_does_not_depend_on_the_side(three):
    base, mine, theirs = three
    assert merge(base, mine, base).document == mine
    assert merge(base, base, theirs).document == theirs
    assert merge(base, mine, mine).document == mine

    merged, turned = merge(base, mine, theirs), merge(base, theirs, mine)
    assert order(merged) == order(turned)
    assert conflicted(merged) == conflicted(turned)

    held = {block_text(block) for block in merged.document["content"]}
    for conflict in merged.conflicts:
        held |= {block_text(side) for side in (conflict.mine, conflict.theirs) if side}
    for block in (*mine["content"], *theirs["content"]):
        assert block in base["content"] or block_text(block) in held
