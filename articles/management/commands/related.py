"""Prints the related stories of every public story."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.related.printing import printed


class Command(BaseCommand):
    help = (
        "Prints, for every public story, its related stories with scores and reasons.\n\n"
        "  manage.py related --jsonl\n\n"
        'One line a story: {"id", "source_id", "related": [{"id", "source_id", "score", "why"}]}'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help="one JSON object a line (default)")

    def handle(self, *args: Any, **options: Any) -> None:
        for facts in printed():
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
