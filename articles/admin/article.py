"""The story's screens joined: the list of all stories and the form of one."""

from django.contrib import admin

from articles.admin.article_list import StoryList
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(StoryList):
    """One screen a file: article_list, and the form's."""
