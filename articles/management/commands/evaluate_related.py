"""Scores the related links against labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.management.help import ShownAsWritten
from articles.related.evaluating import BadLabels, quality, read_labels
from articles.related.printing import printed, printed_with_drafts, unpublished


class Command(ShownAsWritten):
    help = (
        "Scores the related links, as `related` prints them: nDCG@5, recall@5, MRR.\n\n"
        "  manage.py evaluate_related labels.jsonl\n\n"
        'Each line of the file: {"id": "a source\'s id", "relevant": {"another": gain}};\n'
        "2 is the same event, 1 the same subject."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("labels", type=Path, help="JSON Lines as above")
        parser.add_argument("--json", action="store_true", help="one JSON object")
        parser.add_argument("--stored", action="store_true", help="the lists that pages read")
        parser.add_argument("--all", action="store_true", help="copies of a story count, too")
        parser.add_argument(
            "--include-drafts",
            action="store_true",
            help="as if every draft and held story were public now; nothing is written",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stored"] and (options["all"] or options["include_drafts"]):
            raise CommandError("--stored goes with neither --all nor --include-drafts.")
        try:
            text = options["labels"].read_text(encoding="utf-8-sig")
            labels = read_labels(text.split("\n"))
        except OSError as error:
            raise CommandError(f"{options['labels']} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{options['labels']} is not in UTF-8: {error.reason}.") from error
        except BadLabels as error:
            raise CommandError(f"{options['labels']}, {error}") from error
        told = (
            printed_with_drafts(with_copies=options["all"])
            if options["include_drafts"]
            else printed(with_copies=options["all"], only_shown=options["stored"])
        )
        found = {
            facts["source_id"]: [link["source_id"] for link in facts["related"]] for facts in told
        }
        absent = [story for story, _gains in labels if story not in found]
        if absent:
            shown = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
            self.stderr.write(
                f"{len(absent)} of {len(labels)} labelled stories are not public here "
                f"and score 0: {shown}"
            )
            if not options["include_drafts"] and (drafts := unpublished()):
                self.stderr.write(
                    f"{drafts} stories are not published yet; they count with --include-drafts."
                )
        scored = quality(found, labels)
        figures = {
            "stories": scored.stories,
            "nDCG@5": round(scored.ndcg, 4),
            "recall@5": round(scored.recall, 4),
            "MRR": round(scored.mrr, 4),
        }
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:10} {value}")
