"""Subqueries beside a row: other rows as JSON, and how many there are; on both databases."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, IntegerField, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Rows(Subquery):
    """The rows of a subquery as a JSON list of objects in the subquery's order.

    "tag__name" stands under "tag_name". Moments are texts as the database writes them.
    """

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any, Any], *names: str) -> None:
        facts = JSONObject(**{name.replace("__", "_"): name for name in names})
        super().__init__(rows.values(facts=facts))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT json_group_array(json(r.facts)) FROM (%(subquery)s) r)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT coalesce(jsonb_agg(r.facts), '[]') FROM (%(subquery)s) r)"
        return self.as_sql(compiler, connection, template=template, **context)


class Counted(Subquery):
    """How many rows a subquery has, its own limit at most."""

    output_field = IntegerField()
    template = "(SELECT COUNT(*) FROM (%(subquery)s) c)"


STORY = '"articles_article"."id"'
"""The number of a story as the SQL of a query on stories writes it."""


class OneOf(Subquery):
    """Whether a column is among the few rows of a subquery; may stand beside others in an OR.

    PostgreSQL reads the whole table for `a IN (…) OR a IN (SELECT …)`: two seconds at a million
    stories. As an array the subquery runs once, and both sides of the OR use the index.
    """

    output_field = BooleanField()

    def __init__(self, column: str, rows: QuerySet[Any, Any]) -> None:
        """`column` as the SQL of the outer query writes it, such as STORY."""
        super().__init__(rows)
        self.extra["column"] = column

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(column)s IN (%(subquery)s))", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(column)s = ANY(ARRAY(%(subquery)s)))", **context
        )
