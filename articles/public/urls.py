"""The addresses that readers meet; a story's own is /section/slug-id, without a last slash."""

from django.urls import path, re_path

from articles.public import (
    api,
    archive,
    clicks,
    feed_index,
    feeds,
    lists,
    machine,
    oembed,
    openapi,
    preview,
    search_page,
    share,
    suggest,
    views,
)

FEED = "feed.<str:ending>"

urlpatterns = [
    path("", views.front, name="front"),
    path("search", search_page.search, name="search"),
    path("search/suggest", suggest.suggest, name="suggest"),
    path("people", lists.people, name="people"),
    path("people/<str:slug>", lists.person, name="person"),
    path("topics/<str:slug>", lists.topic, name="topic"),
    path("by/<str:slug>", lists.contributor, name="contributor"),
    path("corrections", lists.corrections, name="corrections"),
    path("archive", archive.years, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})$", archive.month, name="month"),
    re_path(
        r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})$",
        archive.day,
        name="day",
    ),
    path("feeds", feed_index.feeds, name="feeds"),
    path(FEED, feeds.site, name="feed"),
    path(f"people/<str:slug>/{FEED}", feeds.person, name="person_feed"),
    path(f"topics/<str:slug>/{FEED}", feeds.topic, name="topic_feed"),
    path(f"by/<str:slug>/{FEED}", feeds.contributor, name="contributor_feed"),
    path("robots.txt", machine.robots, name="robots"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$", machine.indexnow_key, name="indexnow_key"),
    path("sitemap.xml", machine.sitemap_index, name="sitemap"),
    path("sitemaps/stories-<int:number>.xml", machine.story_sitemap, name="story_sitemap"),
    path("sitemaps/pages.xml", machine.page_sitemap, name="page_sitemap"),
    path(
        "sitemaps/<str:kind>-<int:number>.xml", machine.directory_sitemap, name="directory_sitemap"
    ),
    path("news-sitemap.xml", machine.news_sitemap, name="news_sitemap"),
    path("sitemaps/news/<int:number>.xml", machine.news_sitemap_part, name="news_sitemap_part"),
    path("oembed", oembed.oembed, name="oembed"),
    path("share/<int:pk>-<str:digest>.jpg", share.share_picture, name="share"),
    path("preview/<str:token>", preview.preview, name="preview"),
    path("api/related-click", clicks.related_click, name="related_click"),
    path("api/openapi.json", openapi.description, name="openapi"),
    path("api/stories", api.stories, name="api_stories"),
    path("api/stories/<int:pk>", api.story, name="api_story"),
    path("api/stories/<int:pk>/ninjs", api.ninjs_item, name="api_ninjs"),
    path(f"<str:slug>/{FEED}", feeds.section, name="section_feed"),
    re_path(
        r"^(?P<section>[^/]+)/(?P<slug>[^/]*)-(?P<pk>[0-9]{1,18})/?$",
        views.article,
        name="article",
    ),
    path("<str:slug>", lists.section, name="section"),
]
