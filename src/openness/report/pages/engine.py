"""Templates to whole pages: text escaped, styles and script inside, everything else forbidden by the page itself."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from openness import __version__
from openness.package_data import package_bytes
from openness.report.escape import printable

Json = dict[str, Any]


def page(template: str, context: Json, *, styles: tuple[str, ...], script: str | None = None) -> str:
    """The page that a template of `data/pages` makes of the context.

    `styles` and `script` name files beside the template. They stand inside the page, and its content security policy
    allows them by their hashes and nothing else: no request, no other script, no event handler, no form.
    """
    style = "\n".join(_source(name) for name in styles)
    program = _source(script) if script else ""
    return (
        _environment()
        .get_template(template)
        .render(
            **context,
            security=_policy(style, program),
            style=Markup(style),  # noqa: S704 - a file of this package
            script=Markup(program),  # noqa: S704 - a file of this package
            version=__version__,
        )
    )


def _policy(style: str, script: str) -> str:
    scripts = [f"script-src {_hash(script)}"] if script else []
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            *scripts,
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["words"] = words
    environment.filters["count"] = counted
    environment.filters["prose"] = prose
    return environment


def _source(name: str) -> str:
    return package_bytes("data", "pages", name).decode("utf-8")


def _shown(value: object) -> object:
    """What an expression of a template prints: invisible characters are shown, nothing prints nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return printable(value)
    return value


def words(name: str | None) -> str:
    """A name of the vocabulary as words: `open-source-ai` is "open source AI", None is "unknown"."""
    return " ".join("AI" if part == "ai" else part for part in name.split("-")) if name else "unknown"


def prose(text: str) -> Markup:
    """A message as markup: escaped, and what stands between backquotes as code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(printable(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def counted(number: int, thing: str) -> str:
    """`1 error`, `2 errors`, `1,000 repositories`."""
    plural = thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{number:,} {thing if number == 1 else plural}"
