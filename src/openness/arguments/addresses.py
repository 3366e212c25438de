"""Addresses on the command line that pages and pictures link to."""

from __future__ import annotations

import argparse
import re

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f-\U0010ffff]{1,2000}")


def web_address(text: str) -> str:
    """The address, when it is one of the web; raises ArgumentTypeError for any other, such as `javascript:`."""
    if _ADDRESS.fullmatch(text):
        return text
    raise argparse.ArgumentTypeError(f"{text[:200]!r} is not an address that begins with https:// or http://")
