"""True sentences of real stories that look like a rule's prey: each must stay where it stands."""

from __future__ import annotations

import pytest

from tests.ingest.cleaning import captions, cleaned, outline, paragraphs

STORY = [
    "The lighthouse of Sule has a new keeper, and she has brought a harp, two goats and a "
    "telescope.",
    "Nobody had applied for the post in nine years, the harbor office said, until a letter came "
    "from Ghent.",
    "The lamp has turned by itself since 1988, so that there is little to do but paint and wait.",
    "The goats have the run of the island and have learned to open the door of the chapel.",
    "On clear nights the keeper shows the moon to whoever rows across with a loaf of bread.",
    "The telescope was made by her father, who ground the mirror at the kitchen table for a year.",
    "In storms she plays the harp against the wind, and the gulls, she says, have taken sides.",
]

LAST = [
    "Need a break? So does the keeper, who has not had a day off since the flood.",
    "We and our partners on the mainland collected the data for three years.",
    "We and our two partners sold the device to a firm in Lyon.",
    "Ontvang de gasten met een lach, staat in de nieuwsbrief van het eiland.",
    "Simak cara memindahkan obrolan WhatsApp ke ponsel baru.",
    "The actor also appeared in Hamlet.",
    "Continue reading the letter with a magnifying glass and the date appears.",
    "Add your comment and the harbor office will frame it, she said.",
    "Save the recipe for the winter, when there is nothing else to do.",
    "Get in touch with the harbor office before you cross.",
    "Join the ferry at the north pier and bring bread.",
    "Tell us which story you believe, the keeper wrote back.",
    "Thanks for reading, said the note on the door of the library.",
    "Popular on the island since 1950, the game is played with herrings.",
    "Listen to the best stories on the ferry, where nobody is in a hurry.",
    "For the latest news follow the smoke of the boat, they say here.",
    "By subscribing to the harbor letter she kept the library open.",
    "Share the obituary of a goat and the whole island weeps.",
    "Sir Alec rowed across twice that year.",
    "The book was first published in Paris.",
    "The band previously released by the label has broken up.",
    "The story first appeared to be a fake.",
    "Her husband was a journalist in Paris.",
    "Tamsin Vane is a professor at Ghent who has written three books about goats.",
    "Research by the university shows that goats remember faces for four years.",
    "Contact with the mainland is kept by a small red boat.",
    "Follow the path at low tide and you will be there in an hour.",
    "She is a writer of letters, and they end with a drawing of a goat.",
    "The report was written by a clerk who had never seen the sea.",
    "Her letters were not for publication, she said.",
    "The notes were marked not for publication, and everybody has read them.",
    "Release at last came with the spring.",
    "He said that the embargo on goats would be lifted.",
    "The end.",
    "More goats are expected in May.",
    "Related families live on the next island.",
    "Recommended reading is a book about knots.",
    "Comments were not to be had on Monday.",
    "Keep up with the goats by following the bells.",
    "Materials provided by the harbor office will be used for a new stove.",
    "This message was sent to everybody on the island on Monday.",
    "You got this message from the sea, she wrote.",
    "You got this because you never gave up, she told the goat.",
    "You received this because you rowed across, said the card.",
    "Find out what's happening in the chapel when the goats are alone, she said.",
]
MIDDLE = [
    "He painted a grim picture: Two of five will fail.",
    "The island is in the picture: North and south of it there is only water.",
    "She sent a photo: three goats and a harp.",
    "The company said so on Monday (Reuters).",
    "He works for Reuters.",
    "A picture taken by a fisherman shows the goat on the roof, the police said.",
    "This picture of the lamp, she said, is the only one.",
    "Left, right, left, the goats marched past the door.",
    "Right, he said, let us begin.",
    "Above, the gulls screamed; below, the goats chewed.",
    "1 of 4 goats has a bell.",
    "3/4 of the island is rock.",
    "By Monday the bread was gone.",
    "The keeper's name is Ada Ost/Vane, after both of her grandmothers.",
    "NASA has asked for the telescope.",
    "Photographs by the dozen hang in her kitchen.",
    "It was courtesy of the harbor office that she got a stove.",
    "Video of the harp was seen by 40,000 people.",
    "Image was nothing to her, she said.",
    "Updated charts are sold at the quay.",
    "Published in 1911, the chart shows a rock that is not there.",
    "Share the bread and the goats will share the rock.",
]  # fmt: skip
HEADINGS = [
    "What we have left",
    "Facebook",
    "Twitter",
    "By royal appointment",
    "From Russia with love",
    "The end of the line",
    "More goats",
    "Release at last",
]


@pytest.mark.parametrize("line", LAST)
def test_a_true_last_sentence_stays(line: str) -> None:
    result = cleaned("\n\n".join([*STORY, line]))
    assert paragraphs(result) == [*STORY, line]
    learned = [result.related, result.source_name, result.embargo, result.author_note]
    assert not any(learned)


@pytest.mark.parametrize("line", [*LAST, *MIDDLE])
def test_a_true_sentence_in_the_middle_stays(line: str) -> None:
    result = cleaned("\n\n".join([*STORY[:4], line, *STORY[4:]]))
    assert paragraphs(result) == [*STORY[:4], line, *STORY[4:]]
    assert captions(result) == []
    assert not any([result.byline, result.dateline, result.published_at])


@pytest.mark.parametrize("line", HEADINGS)
def test_a_cross_head_stays_a_heading(line: str) -> None:
    result = cleaned("\n\n".join([*STORY[:4], line, *STORY[4:]]))
    assert ["heading", line] in outline(result)
    assert paragraphs(result) == STORY


def test_a_plain_story_is_left_exactly_as_it_is() -> None:
    result = cleaned("\n\n".join(STORY))
    assert outline(result) == [["paragraph", line] for line in STORY]
    assert [note.rule for note in result.notes] == ["proposed-headline"]


def test_a_short_story_above_a_long_list_keeps_its_text() -> None:
    tail = [
        "You May Also Like",
        *[
            f"The {word} goat of Sule has come home at last"
            for word in "first second third fourth fifth sixth".split()
        ],
    ]
    result = cleaned("\n\n".join([*STORY[:2], *tail]))
    assert paragraphs(result) == STORY[:2]
    assert len(result.related) == 6


def test_a_list_of_other_stories_inside_the_text_does_not_end_it() -> None:
    box = ["Related articles", "The first goat of Sule has come home at last"]
    result = cleaned("\n\n".join([*STORY[:2], *box, *STORY[2:]]))
    assert [line for line in paragraphs(result) if line in STORY] == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Need a news break? Try the crossword and all our other games!",
        "We and our 412 partners store and/or access information on a device, such as cookies.",
        "Ontvang elke ochtend gratis onze nieuwsbrief met het laatste nieuws.",
        "Simak berita terbaru lewat saluran WhatsApp kami di sini.",
    ],
)
def test_the_box_that_such_a_sentence_looks_like_goes(line: str) -> None:
    result = cleaned("\n\n".join([*STORY[:4], line, *STORY[4:]]))
    assert paragraphs(result) == STORY
    assert [note.text for note in result.notes if note.action == "dropped"] == [line]


@pytest.mark.parametrize(
    "line", ["ATTENTION EDITORS:", "ATTENTION EDITORS: pictures follow", "EDITORS: Adds the harp."]
)
def test_a_line_to_the_desks_above_the_headline_is_no_kicker(line: str) -> None:
    result = cleaned(
        "\n\n".join([line, "Keeper finds a harp on the island", "By Amos Tull", *STORY])
    )
    assert (result.kicker, result.headline) == ("", "Keeper finds a harp on the island")
    assert line in result.editor_note
    assert paragraphs(result) == STORY


@pytest.mark.parametrize("line", ["Attention, editors", "ATTENTION DEFICIT ON THE ISLAND"])
def test_what_only_looks_like_a_line_to_the_desks_is_not_one(line: str) -> None:
    result = cleaned("\n\n".join([line, "By Amos Tull", *STORY]))
    assert result.editor_note == ""
