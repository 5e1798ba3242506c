"""The rows; this file only hands names on."""

from articles.models.addresses import FormerAddress, Tombstone
from articles.models.announcements import Announcement
from articles.models.article import Article, ArticleQuerySet, Kind, State, Visibility
from articles.models.comments import Comment
from articles.models.contributors import ArticleContributor, Contributor
from articles.models.directory import (
    CandidateSighting,
    CandidateState,
    Merge,
    NameCandidate,
    NameTally,
    PersonRefusal,
)
from articles.models.freshness import Freshness
from articles.models.fronts import Banner, Front, FrontEdition, FrontSlot
from articles.models.imports import ImportItem, ImportRun, ItemAction, RunState
from articles.models.notes import Correction, CorrectionKind, FactBox
from articles.models.paths import slug_for
from articles.models.people import (
    AliasKind,
    MentionOrigin,
    MentionRole,
    Person,
    PersonAlias,
    PersonMention,
    PersonWord,
    names_changed,
)
from articles.models.placements import Placement, PlacementRole
from articles.models.related import (
    OwedLinks,
    PickOrigin,
    RelatedBan,
    RelatedClick,
    RelatedPick,
    RelatedStory,
    Sketch,
    StoryTerm,
    Term,
)
from articles.models.search import SearchText
from articles.models.sections import Section
from articles.models.sources import Indexing, Source
from articles.models.topics import ArticleTopic, Topic
from articles.models.versions import AuditEntry, Draft, Presence, PreviewLink, Revision

__all__ = [
    "AliasKind",
    "Announcement",
    "Article",
    "ArticleContributor",
    "ArticleQuerySet",
    "ArticleTopic",
    "AuditEntry",
    "Banner",
    "CandidateSighting",
    "CandidateState",
    "Comment",
    "Contributor",
    "Correction",
    "CorrectionKind",
    "Draft",
    "FactBox",
    "FormerAddress",
    "Freshness",
    "Front",
    "FrontEdition",
    "FrontSlot",
    "ImportItem",
    "ImportRun",
    "Indexing",
    "ItemAction",
    "Kind",
    "MentionOrigin",
    "MentionRole",
    "Merge",
    "NameCandidate",
    "NameTally",
    "OwedLinks",
    "Person",
    "PersonAlias",
    "PersonMention",
    "PersonRefusal",
    "PersonWord",
    "PickOrigin",
    "Placement",
    "PlacementRole",
    "Presence",
    "PreviewLink",
    "RelatedBan",
    "RelatedClick",
    "RelatedPick",
    "RelatedStory",
    "Revision",
    "RunState",
    "SearchText",
    "Section",
    "Sketch",
    "Source",
    "State",
    "StoryTerm",
    "Term",
    "Tombstone",
    "Topic",
    "Visibility",
    "names_changed",
    "slug_for",
]
