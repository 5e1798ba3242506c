"""Search: words -> stories in order, for readers and editors, on SQLite and on PostgreSQL."""

from articles.search.finding import MOST_MATCHES as MOST_MATCHES
from articles.search.finding import Matches as Matches
from articles.search.finding import as_rows as as_rows
from articles.search.finding import listed as listed
from articles.search.finding import matching as matching
from articles.search.finding import search as search
from articles.search.indexing import NOTHING_KNOWN as NOTHING_KNOWN
from articles.search.indexing import index as index
from articles.search.indexing import index_ties as index_ties
from articles.search.query import LONGEST as LONGEST
from articles.search.query import Query as Query
from articles.search.query import parse as parse
from articles.search.ties import Narrowed as Narrowed
