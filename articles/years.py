"""The years that the site reckons with; what a request, a file or a form names beside them is no time."""

from typing import Final

YEARS: Final = range(1000, 9000)
"""Far from both ends of Python's calendar, over which a change of zone would run.

0000-00-00, 0001-01-01 and 9999-12-31 stand for "not set" in the systems that write them.
"""
