"""SPDX license expressions (SPDX specification 2.3, Annex D): parsed, corrected, written canonically."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.errors import OpennessError
from openness.licenses import catalog
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_LENGTH = 4000
MAX_DEPTH = 40

_PIECE_OF = r"\s*(?:(?P<paren>[()])|(?P<word>[A-Za-z0-9][A-Za-z0-9.:+-]{0,200})|(?P<other>[^\s()]))"
_REFERENCE = compiled(
    r"(?i)(?:DocumentRef-(?P<document>[A-Za-z0-9.-]+):)?(?P<kind>LicenseRef|AdditionRef)-(?P<name>[A-Za-z0-9.+-]+)\Z"
)
_OPERATORS = {"and": "AND", "or": "OR", "with": "WITH"}
_NOTHING = {"none": "NONE", "noassertion": "NOASSERTION"}


class ExpressionError(OpennessError):
    """A text that is no license expression: why, the 1-based column, and what may have been meant."""

    def __init__(self, message: str, column: int, suggestion: str | None = None, *, unclear: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.suggestion = suggestion
        self.unclear = unclear


class Simple(NamedTuple):
    """One license: its id, whether `+` follows, the exception after WITH."""

    id: str
    plus: bool = False
    exception: str | None = None

    def __str__(self) -> str:
        base = self.id + "+" * self.plus
        return base if self.exception is None else f"{base} WITH {self.exception}"


class Compound(NamedTuple):
    """Several parts joined by AND or OR."""

    operator: str
    parts: tuple[Node, ...]

    def __str__(self) -> str:
        # AND binds closer than OR, so only an OR inside an AND needs parentheses.
        shown = (
            f"({part})"
            if self.operator == "AND" and isinstance(part, Compound) and part.operator == "OR"
            else str(part)
            for part in self.parts
        )
        return f" {self.operator} ".join(shown)


Node = Simple | Compound


class Expression(NamedTuple):
    """A parsed expression; `notes` name deprecated ids and what replaces them."""

    root: Node
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.root)

    def ids(self) -> tuple[str, ...]:
        """The license ids in order of appearance, each once; exceptions are not listed."""
        return tuple(dict.fromkeys(leaf.id for leaf in self.leaves()))

    def leaves(self) -> Iterator[Simple]:
        """The single licenses, in order."""
        waiting: list[Node] = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Simple):
                yield node
            else:
                waiting.extend(reversed(node.parts))


def parse(text: str, *, suggest: bool = True) -> Expression:
    """The expression that the text is; ids come out as the SPDX list writes them.

    Raises ExpressionError with message, column and, where one is near and asked for, a suggestion.
    """
    try:
        return _Parser(text, suggest=suggest).parse()
    except ExpressionError as error:
        if suggest and error.suggestion is None and error.unclear:
            error.suggestion = suggestion_for(error.unclear)
        raise


class _Parser:
    def __init__(self, text: str, *, suggest: bool) -> None:
        self._suggest = suggest
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"a license expression of more than {MAX_LENGTH:,} characters is not read", 1)
        self._text = text
        self._tokens = list(_tokens(text))
        self._place = 0
        self._notes: list[str] = []

    def parse(self) -> Expression:
        if not self._tokens:
            raise ExpressionError("the license expression is empty", 1)
        self._refuse_folk_name()
        root = self._either(0)
        if self._place < len(self._tokens):
            word, column = self._tokens[self._place]
            if word == ")":
                raise ExpressionError("this parenthesis closes nothing", column)
            raise ExpressionError(f"AND, OR or WITH is missing before '{word}'", column)
        if isinstance(root, Compound) and any(leaf.id in _NOTHING.values() for leaf in Expression(root).leaves()):
            raise ExpressionError("NONE and NOASSERTION stand alone", 1)
        return Expression(root, tuple(self._notes))

    def _refuse_folk_name(self) -> None:
        words = [word.lower() for word, _ in self._tokens if word not in "()"]
        if not self._suggest or len(words) == 1 or "and" in words or "or" in words or "with" in words:
            return
        from openness.licenses.names import read_name  # noqa: PLC0415 - the names table is for bad input only

        meant = read_name(self._text)
        if meant is not None:
            raise ExpressionError(f"'{self._text.strip()}' is a name, not a license expression", 1, meant)

    def _either(self, depth: int) -> Node:
        return self._chain("or", depth, lambda: self._chain("and", depth, lambda: self._single(depth)))

    def _chain(self, operator: str, depth: int, part: Callable[[], Node]) -> Node:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"more than {MAX_DEPTH} parentheses inside one another are not read", 1)
        parts: list[Node] = []
        while True:
            node = part()
            same = isinstance(node, Compound) and node.operator == _OPERATORS[operator]
            parts.extend(node.parts if same and isinstance(node, Compound) else (node,))
            if self._peek() != operator:
                return parts[0] if len(parts) == 1 else Compound(_OPERATORS[operator], tuple(parts))
            self._place += 1

    def _single(self, depth: int) -> Node:
        if self._place >= len(self._tokens):
            raise ExpressionError("a license is missing at the end", len(self._text.rstrip()) + 1)
        word, column = self._tokens[self._place]
        self._place += 1
        if word == "(":
            inner = self._either(depth + 1)
            if self._peek() != ")":
                raise ExpressionError("this parenthesis is never closed", column)
            self._place += 1
            return inner
        if word == ")" or word.lower() in _OPERATORS:
            raise ExpressionError(f"a license is missing before '{word}'", column)
        simple = self._license(word, column)
        if self._peek() == "with":
            self._place += 1
            return Simple(simple.id, simple.plus, self._exception())
        return simple

    def _license(self, word: str, column: int) -> Simple:
        nothing = _NOTHING.get(word.lower())
        if nothing:
            return Simple(nothing)
        reference = _REFERENCE.match(word)
        if reference:
            return Simple(_written(reference))
        plus = word.endswith("+")
        known = catalog.canonical(word) or (catalog.canonical(word[:-1]) if plus else None)
        if known is None or known.startswith("LicenseRef-"):
            raise ExpressionError(f"'{word}' is not a license of the SPDX list", column, unclear=word)
        plus = plus and not known.endswith("+")
        self._note_deprecated(known, plus)
        return Simple(known, plus)

    def _note_deprecated(self, identifier: str, plus: bool) -> None:
        if "d" in catalog.spdx_licenses()[identifier][1]:
            instead = replacement(identifier + "+" * plus)
            self._notes.append(f"{identifier} is deprecated" + (f"; write {instead}" if instead else ""))

    def _exception(self) -> str:
        if self._place >= len(self._tokens):
            raise ExpressionError("an exception is missing after WITH", len(self._text.rstrip()) + 1)
        word, column = self._tokens[self._place]
        self._place += 1
        reference = _REFERENCE.match(word)
        if reference:
            return _written(reference)
        exceptions = {item.lower(): item for item in catalog.spdx_exceptions()}
        if word.lower() not in exceptions:
            near = _nearest(word, exceptions, 0.7)
            raise ExpressionError(f"'{word}' is not an exception of the SPDX list", column, near)
        return exceptions[word.lower()]

    def _peek(self) -> str | None:
        return self._tokens[self._place][0].lower() if self._place < len(self._tokens) else None


def suggestion_for(word: str) -> str | None:
    """The id that a wrong one was probably meant to be."""
    from openness.licenses.names import read_name  # noqa: PLC0415 - the names table is for bad input only

    meant = read_name(word)
    if meant is not None:
        return meant
    known = {identifier.lower(): identifier for identifier in catalog.spdx_licenses()}
    return _nearest(word, known, 0.75)


def _nearest(word: str, known: dict[str, str], cutoff: float) -> str | None:
    """The id whose lower-case form comes nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 - for bad input only

    near = get_close_matches(word.lower(), known, 1, cutoff)
    return known[near[0]] if near else None


def replacement(identifier: str) -> str | None:
    """What to write instead of a deprecated id; None when it is not deprecated or nothing replaces it."""
    plus = identifier.endswith("+")
    base = identifier.rstrip("+")
    if re.fullmatch(r"(?:A|L)?GPL-\d\.\d|GFDL-\d\.\d", base):
        return f"{base}-or-later" if plus else f"{base}-only"
    with_exception = re.fullmatch(r"(GPL-\d\.\d)-with-(.+)-exception", base)
    if with_exception:
        names = {"autoconf": "Autoconf", "bison": "Bison", "classpath": "Classpath", "font": "Font", "GCC": "GCC"}
        name = names.get(with_exception[2], with_exception[2])
        version = (
            "-3.1"
            if name == "GCC" and "3" in base
            else "-2.0"
            if name in ("GCC", "Autoconf", "Font", "Classpath")
            else "-2.2"
        )
        if name == "Autoconf" and "3" in base:
            version = "-3.0"
        return f"{with_exception[1]}-only WITH {name}-exception{version}"
    return {"BSD-2-Clause-FreeBSD": "BSD-2-Clause-Views", "BSD-2-Clause-NetBSD": "BSD-2-Clause",
            "bzip2-1.0.5": "bzip2-1.0.6", "StandardML-NJ": "SMLNJ"}.get(base)  # fmt: skip


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    token = compiled(_PIECE_OF)
    place = 0
    end = len(text.rstrip())
    while place < end:
        match = token.match(text, place)
        if match is None:
            break
        if match["other"]:
            column = match.start("other") + 1
            raise ExpressionError(f"'{match['other']}' has no place in a license expression", column, unclear=text)
        kind = "paren" if match["paren"] else "word"
        yield match[kind], match.start(kind) + 1
        place = match.end()


def _written(reference: re.Match[str]) -> str:
    document = f"DocumentRef-{reference['document']}:" if reference["document"] else ""
    kind = "AdditionRef" if reference["kind"].lower() == "additionref" else "LicenseRef"
    written = f"{kind}-{reference['name']}"
    return document + (written if document else catalog.canonical(written) or written)
