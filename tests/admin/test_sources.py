"""The screen of a source: rules for its pages as fields, faults beside them, kept as the import reads them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from lxml import html

from articles.admin.source_form import RULE_NAMES
from articles.models import Source
from tests.admin.pages import fields_on, login
from tests.factories import make_source

pytestmark = pytest.mark.django_db

FORM = "//form[@id='source_form']"
RULES: dict[str, Any] = {"headline": "h1.hd", "body": "#story", "remove": [".ad", ".more, nav"]}


def shown_for(client: Client, source: Source) -> dict[str, Any]:
    """The fields as the page shows them, the chosen one of the select among them."""
    page = client.get(address(source)).content
    return {**fields_on(page, FORM), "indexing": source.indexing}


def address(source: Source) -> str:
    return f"/admin/articles/source/{source.pk}/change/"


def test_a_form_that_is_sent_as_it_came_keeps_the_rules_as_they_were() -> None:
    kept = {**RULES, "note": "as Ivo wrote it"}
    source, client = make_source(page_rules=kept), login()[0]
    shown = shown_for(client, source)
    assert shown["rule_headline"] == ["h1.hd"]
    assert shown["rule_remove"][0].strip().split("\n") == [".ad", ".more, nav"]
    assert client.post(address(source), shown).status_code == 302
    source.refresh_from_db()
    assert source.page_rules == kept


@pytest.mark.thorough
@pytest.mark.parametrize("kept", [[".ad"], {"remove": ".ad"}, {"body": ["div"]}, {}])
def test_rules_of_any_shape_can_be_opened_and_put_right(kept: object) -> None:
    source, client = make_source(page_rules=kept), login()[0]
    shown = shown_for(client, source)
    client.post(address(source), {**shown, "rule_body": "div", "rule_remove": " .ad \r\n\r\n.b"})
    source.refresh_from_db()
    assert source.page_rules == {"body": "div", "remove": [".ad", ".b"]}


def test_a_selector_of_two_lines_stays_one() -> None:
    source, client = make_source(page_rules={"remove": ["div\n.ad", ".b"]}), login()[0]
    client.post(address(source), shown_for(client, source))
    source.refresh_from_db()
    assert source.page_rules == {"remove": ["div .ad", ".b"]}


def test_what_is_wrong_stands_beside_its_field_in_the_language_of_the_desk() -> None:
    source, client = make_source(page_rules=RULES), login()[0]
    shown = shown_for(client, source)
    typed = {**shown, "rule_date": "p:hover", "rule_remove": ".ad\na["}
    with translation.override("de"):
        page = html.fromstring(client.post(address(source), typed).content.decode())
    told = {
        faults.xpath("ancestor::*[.//@name][1]//@name")[0]: faults.xpath("./li/text()")
        for faults in page.xpath("//fieldset//ul[contains(@class, 'errorlist')]")
    }
    assert told == {
        "rule_date": ["Der Teil „p:hover“ des Selektors wird nicht verstanden."],
        "rule_remove": ["Im Selektor „a[“ schließt sich eine Klammer nicht."],
    }
    source.refresh_from_db()
    assert source.page_rules == RULES


def test_each_rule_has_a_label_and_a_word_of_help() -> None:
    page = html.fromstring(login()[0].get(address(make_source())).content.decode())
    for name in RULE_NAMES:
        (field,) = page.xpath(f"//*[@name='rule_{name}']")
        (help_id,) = field.xpath("@aria-describedby")
        assert page.xpath(f"//label[@for='{field.get('id')}']")
        assert page.xpath(f"//*[@id='{help_id}']")[0].text_content().strip()


def test_who_may_only_look_sees_the_rules() -> None:
    source = make_source(page_rules=RULES)
    page = html.fromstring(login("Reporter")[0].get(address(source)).content.decode())
    said = " ".join(page.xpath("//*[@id='content']")[0].text_content().split())
    assert "Headline: h1.hd" in said
    assert "Left out: .ad, .more, nav" in said
    assert not page.xpath("//*[@name='rule_body']")
