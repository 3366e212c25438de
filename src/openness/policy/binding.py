"""Whether a layer of a policy binds a repository: yes, no, or not to be told from what is known here."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.policy.entities import AppliesTo, Identity


class Binding(NamedTuple):
    """`answer` is None where it cannot be told; `why` says which condition decides."""

    answer: bool | None
    why: str = ""


def binds(applies_to: AppliesTo, identity: Identity, *, releases_model: bool | None) -> Binding:
    """Whether all conditions hold; one that is known not to hold decides, whatever the others are."""
    found = [
        _name(applies_to, identity),
        _topics(applies_to, identity),
        *_properties(applies_to, identity),
        _visibility(applies_to, identity),
        _release(applies_to, releases_model),
    ]
    return next((one for answer in (False, None) for one in found if one.answer is answer), Binding(True))


def matches_name(patterns: Iterable[str], name: str) -> bool | None:
    """Whether a name fits the patterns; None when the owner is needed and not known.

    One that fits is enough, none with a leading `!` may fit; without patterns every name fits.
    """
    wanted = [_fits(pattern, name) for pattern in patterns if not pattern.startswith("!")]
    refused = [_fits(pattern[1:], name) for pattern in patterns if pattern.startswith("!")]
    if True in refused or (wanted and all(answer is False for answer in wanted)):
        return False
    if None in refused or (wanted and True not in wanted):
        return None
    return True


def _fits(pattern: str, name: str) -> bool | None:
    owner, _, plain = name.rpartition("/")
    if "/" not in pattern:
        return matches(pattern, plain)
    if owner:
        return matches(pattern, name)
    # Only the owner's part is open: a name that does not fit is known not to.
    return None if matches(pattern.partition("/")[2], plain) else False


def matches(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern of `*` and `?`, in any case."""
    return _compiled(pattern.casefold()).match(text.casefold()) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    while "**" in pattern:
        pattern = pattern.replace("**", "*")
    return re.compile(translate(pattern))


def _name(applies_to: AppliesTo, identity: Identity) -> Binding:
    answer = matches_name(applies_to.names, identity.name)
    why = "the owner of the repository is not known here" if answer is None else f"{identity.name} is none of its names"
    return Binding(answer, "" if answer else why)


def _topics(applies_to: AppliesTo, identity: Identity) -> Binding:
    if not applies_to.topics:
        return Binding(True)
    if identity.topics is None:
        return Binding(None, "the topics of the repository are not known here")
    wanted = [topic for topic in applies_to.topics if not topic.startswith("!")]
    refused = [topic[1:] for topic in applies_to.topics if topic.startswith("!")]
    has = identity.topics
    bad = any(matches(pattern, topic) for pattern in refused for topic in has)
    good = not wanted or any(matches(pattern, topic) for pattern in wanted for topic in has)
    return Binding(good and not bad, "" if good and not bad else "by its topics")


def _properties(applies_to: AppliesTo, identity: Identity) -> Iterable[Binding]:
    for name, values in applies_to.properties.items():
        if identity.properties is None:
            yield Binding(None, f"the custom property {name} of the repository is not known here")
        else:
            has = any(value in values for value in identity.properties.get(name, ()))
            yield Binding(has, "" if has else f"by its custom property {name}")


def _visibility(applies_to: AppliesTo, identity: Identity) -> Binding:
    if not applies_to.visibility:
        return Binding(True)
    if identity.visibility is None:
        return Binding(None, "the visibility of the repository is not known here")
    has = identity.visibility in applies_to.visibility
    return Binding(has, "" if has else f"the repository is {identity.visibility}")


def _release(applies_to: AppliesTo, releases_model: bool | None) -> Binding:
    if not applies_to.releases_model or releases_model:
        return Binding(True)
    if releases_model is None:
        return Binding(None, "whether a model is released here is not known")
    return Binding(False, "no model is released here")
