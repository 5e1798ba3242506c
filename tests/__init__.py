"""Tests of the whole house; the first of it that Python reads, before what it would compile."""

import os
import sys

# Where Python was told to keep no bytecode, as images of containers do, four processes and each of
# their children would compile what they import anew: the first to read a module keeps it for all.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
