"""What press data banks call the parts of a story; every other field is left to the notes."""

from __future__ import annotations

from typing import Final

CODES: Final = {
    "HD": "headline", "BY": "byline", "PD": "date", "ET": "time", "SN": "source", "SC": "other", "LA": "language",
    "CY": "rights", "LP": "lead", "TD": "body", "SE": "section", "WC": "other", "CO": "organisations",
    "NS": "topics", "RE": "places", "AN": "id", "ART": "picture", "CR": "other", "ED": "other", "PG": "other",
    "IN": "other", "IPC": "other", "IPD": "other", "PUB": "other", "CT": "other", "CLM": "section",
}  # fmt: skip
"""Factiva's codes, as its help names them."""
NEXIS: Final = {
    "BYLINE": "byline", "SECTION": "section", "LENGTH": "length", "DATELINE": "dateline", "HEADLINE": "headline",
    "HIGHLIGHT": "standfirst", "BODY": "body", "LOAD-DATE": "end", "LANGUAGE": "language", "GRAPHIC": "picture",
    "PUBLICATION-TYPE": "end", "PUB-TYPE": "end", "JOURNAL-CODE": "end", "SUBJECT": "topics", "PERSON": "people",
    "ORGANIZATION": "organisations", "COMPANY": "organisations", "GEOGRAPHIC": "places", "COUNTRY": "places",
    "STATE": "places", "CITY": "places", "URL": "url", "SERIES": "end", "TYPE": "end", "DISTRIBUTION": "end",
    "CORRECTION-DATE": "end", "CORRECTION": "end", "TICKER": "end", "INDUSTRY": "end", "SOURCE": "source",
    "ACC-NO": "id", "DOCUMENT-TYPE": "end", "DOC-TYPE": "end", "NOTES": "end",
}  # fmt: skip
LABELS: Final = {
    "Title": "headline", "Author": "byline", "Authors": "byline", "Publication title": "source",
    "Publication date": "date", "Publication info": "other", "Full text": "body", "Abstract": "standfirst",
    "Section": "section", "Dateline": "dateline", "Subject": "topics", "People": "people", "Location": "places",
    "Company": "organisations", "Company / organization": "organisations", "ProQuest document ID": "id",
    "Document URL": "url", "Copyright": "rights", "Language of publication": "language", "Links": "other",
    "Language": "language", "Pages": "other", "Place of publication": "other", "Country of publication": "other",
    "Publication subject": "other", "ISSN": "other", "Source type": "other", "Document type": "other",
    "Last updated": "other", "Database": "other", "Publisher": "other", "Publication year": "other",
    "First page": "other",
}  # fmt: skip
