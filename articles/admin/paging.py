"""Pages of long lists: the count is bounded, so that a list costs the same at any size."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED = 50_000


class BoundedPaginator(Paginator):
    """Counts no further than MOST_COUNTED; the pages beyond are reached by a filter or a search."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return int(rows.order_by()[: MOST_COUNTED + 1].values("pk").count())  # type: ignore[attr-defined]

    @property
    def is_capped(self) -> bool:
        return self.count > MOST_COUNTED
