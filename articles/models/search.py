"""SearchText: the words of a story as search reads them; the database builds its index from these rows."""

from django.db import models


class SearchText(models.Model):
    """One row a story. SQLite's FTS5 table and PostgreSQL's vector follow it (articles.search.engine)."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="search_text"
    )
    headline = models.TextField(blank=True)
    standfirst = models.TextField(blank=True)
    people = models.TextField(blank=True)
    captions = models.TextField(blank=True)
    body = models.TextField(blank=True)
    ties = models.TextField(blank=True, default="")
    """Tokens of section, people, topics, contributors and month (articles.search.ties)."""

    def __str__(self) -> str:
        return self.headline
