"""What pages print around their pictures and texts as labels, and a head that a scraper ran together."""

from __future__ import annotations

from tests.ingest.cleaning import captions, cleaned, outline, paragraphs, rules

FIRST = "A new bridge over the river will open in May, two years late, ministers have said."
LAST = "Councillor Bob Reed said on Monday that drivers of the town had waited long enough."
CAPTION = "The river flooded the site in 2019 and again in 2020"


def figures(text: str) -> list[tuple[str, str]]:
    blocks = cleaned(text).document["content"]
    said = (block["attrs"] for block in blocks if block["type"] == "figure")
    return [(each["caption"], each["credit"]) for each in said]


def test_labels_on_lines_of_their_own_tell_caption_and_credit() -> None:
    text = (
        f"Image copyright\nPA\nImage caption\nThe bridge\n{FIRST}\nMedia caption\n{CAPTION}\n{LAST}"
    )
    result = cleaned(text)
    assert figures(text) == [("The bridge", "PA"), (CAPTION, "")]
    assert paragraphs(result) == [FIRST, LAST]
    assert result.headline == FIRST.rstrip(".")
    assert rules(result).count("picture-label") == 3


def test_labels_and_words_on_one_line_do_too() -> None:
    text = f"{FIRST}\nImage copyright Getty Images Image caption {CAPTION}\n{LAST}"
    assert figures(text) == [(CAPTION, "Getty Images")]


def test_a_head_on_one_line_leaves_the_text() -> None:
    stamp = "14:11 EST, 25 October 2013 . | . UPDATED: . 18:02 EST, 25 October 2013 ."
    result = cleaned(f"By . Sarah Jones . PUBLISHED: . {stamp}\n{FIRST}\n{LAST}")
    assert (result.byline, paragraphs(result)) == ("Sarah Jones", [FIRST, LAST])
    assert result.published_at == "14:11 EST, 25 October 2013"
    assert result.updated_at == "18:02 EST, 25 October 2013"


def test_a_byline_goes_on_in_the_next_line() -> None:
    result = cleaned(f"By Ann Lee and\nBob Ray\nMarch 3, 2021 at 5:00 a.m. EST\n{FIRST}\n{LAST}")
    assert result.byline == "Ann Lee and Bob Ray"
    assert paragraphs(result) == [FIRST, LAST]


def test_prompts_at_the_end_of_a_paragraph_are_cut_and_told() -> None:
    video = f"{FIRST} Scroll down for video"
    letter = f"{LAST} Sign up for The Chronicle's morning newsletter"
    result = cleaned(f"{video}\n{letter}")
    assert paragraphs(result) == [FIRST, LAST]
    assert rules(result).count("link-prompt") == 2


def test_a_gallery_run_together_gives_captions_and_no_counters() -> None:
    text = f"1of2The town was evacuated.Photo: Ann Lee / Special to The PostShow MoreShow Less\n2of2\n{FIRST}"
    assert figures(text) == [("The town was evacuated.", "Ann Lee / Special to The Post")]
    assert captions(cleaned(text)) == ["The town was evacuated."]
    assert paragraphs(cleaned(text)) == [FIRST]


def test_titles_after_read_more_are_related_only_at_the_end() -> None:
    titles = "Maryland schools set dates\nTeachers vote on agreement"
    result = cleaned(f"{FIRST}\n{LAST}\nRead more:\n{titles}")
    assert [each.headline for each in result.related] == titles.split("\n")
    midst = cleaned(f"{FIRST}\n{LAST}\nRead more:\n{titles}\n{FIRST.replace('May', 'June')}")
    assert midst.related == []
    assert "Maryland schools set dates" in str(outline(midst))
