"""Addresses on the command line that pages and pictures link to."""

from __future__ import annotations

import argparse
import re

_ADDRESS = r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f-\U0010ffff]{1,2000}"
"""Compiled where an address is given only: it is a tenth of what starting up takes."""


def web_address(text: str) -> str:
    """The address, when it is one of the web; raises ArgumentTypeError for any other, such as `javascript:`."""
    if re.fullmatch(_ADDRESS, text):
        return text
    raise argparse.ArgumentTypeError(f"{text[:200]!r} is not an address that begins with https:// or http://")
