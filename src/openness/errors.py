"""The errors that cross an edge.

OpennessError
├── UsageError        the command line or the configuration cannot be carried out (exit code 2)
│   └── BaseUnavailable   what a change is to be compared with was not fetched
├── IncompleteError   something that the result depends on could not be read (exit code 4)
├── UnreadableError   a file or object of the repository could not be read; callers record it and go on
└── MissingDataError  a data file of the package itself is absent or broken (exit code 70)
"""

from __future__ import annotations


class OpennessError(Exception):
    """Base of every error that this package raises on purpose."""


class UsageError(OpennessError):
    """What was asked for cannot be carried out as said."""


class BaseUnavailable(UsageError):  # noqa: N818 - reads as what is the matter
    """The commit to compare with, or a part of it, is not in this clone; the text says how to get it."""


class IncompleteError(OpennessError):
    """Something that the result depends on could not be read, so that there is none."""


class UnreadableError(OpennessError):
    """Content that the repository lists could not be read."""


class MissingDataError(OpennessError):
    """The installed package lacks one of its own data files."""
