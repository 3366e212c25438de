"""The errors that cross an edge.

OpennessError
├── UsageError        the command line or the configuration cannot be carried out (exit code 2)
├── UnreadableError   a file or object of the repository could not be read; callers record it and go on
└── MissingDataError  a data file of the package itself is absent or broken (exit code 70)
"""

from __future__ import annotations


class OpennessError(Exception):
    """Base of every error that this package raises on purpose."""


class UsageError(OpennessError):
    """What was asked for cannot be carried out as said."""


class UnreadableError(OpennessError):
    """Content that the repository lists could not be read."""


class MissingDataError(OpennessError):
    """The installed package lacks one of its own data files."""
