"""`openness explain`: what a name means, why it matters, what to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from openness.commands.output import wants_color
from openness.errors import UsageError
from openness.exits import Exit
from openness.report.explain import LISTS, explain, suggestion
from openness.report.style import Style

if TYPE_CHECKING:
    import argparse


def run_explain(arguments: argparse.Namespace) -> int:
    """Exit code 0; raises UsageError for a name that nothing is known by."""
    text = explain(arguments.name, Style(wants_color(arguments.color)))
    if text is None:
        close = suggestion(arguments.name)
        hint = f"did you mean {close}?" if close else f"try one of: {', '.join(LISTS)}"
        raise UsageError(f"nothing is known by the name {arguments.name!r}; {hint}")
    sys.stdout.write(text)
    return Exit.CLEAN
