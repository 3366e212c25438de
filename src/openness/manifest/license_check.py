"""License expressions of a manifest: grammar and ids, against the catalog."""

from __future__ import annotations

import re

from openness.manifest.complaint import Complaint, shorten
from openness.manifest.suggest import did_you_mean

UNSTATED = frozenset({"NOASSERTION", "NONE"})
"""SPDX's words for "unknown" and "no license given"."""


def check_license(text: str) -> list[Complaint]:
    """What is wrong with a license expression; ids are those of SPDX and of the catalog, `LicenseRef-` is free."""
    if text in UNSTATED:
        return []
    from openness.licenses.expression import ExpressionError, parse  # noqa: PLC0415 - loads the catalog

    advice = "Use an SPDX expression, or `LicenseRef-<name>` for other terms and `NOASSERTION` for unknown ones."
    try:
        parse(text)
    except ExpressionError as error:
        message = f"{_ticked(error.message)}{did_you_mean(error.suggestion)}"
        if error.suggestion:
            advice = f"Write `{error.suggestion}`."
        return [Complaint(message, advice, "unknown-license", max(0, error.column - 1))]
    except RecursionError:
        # Nothing that a file says may end the program, however deep the reader of names digs.
        return [Complaint(f"`{shorten(text)}` is no license expression", advice, "unknown-license")]
    return []


def stated_license(text: str) -> str | None:
    """The expression that a freely written license stands for; None when it names none that is known.

    A fact, unlike the guess of `read_license`: "license" is not a misspelled "Unlicense".
    """
    if text in UNSTATED:
        return text
    from openness.licenses import catalog  # noqa: PLC0415 - loads the catalog
    from openness.licenses.names import read_name  # noqa: PLC0415

    if not check_license(text):
        return read_license(text)
    entry = catalog.lookup(text)
    return entry.id if entry is not None else read_name(text)


def read_license(text: str) -> str | None:
    """The expression that is probably meant by a license that is misspelled or freely written, or None."""
    from openness.licenses.expression import ExpressionError, parse  # noqa: PLC0415 - loads the catalog

    try:
        return str(parse(text))
    except ExpressionError as error:
        return error.suggestion
    except RecursionError:
        return None


def _ticked(message: str) -> str:
    """The message with its quotations marked as everywhere else."""
    return re.sub(r"'([^'\n]{1,200})'", r"`\1`", message)
