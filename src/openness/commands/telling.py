"""Writing to a pull request on behalf of a run: whatever fails is said in one sentence, and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.errors import OpennessError
from openness.github.errors import ApiError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.commands.runner import Runner
    from openness.github.client import GitHubClient
    from openness.publish.comments import Told, Wanted
    from openness.publish.reviews import Pull, Reviewed
    from openness.vocabulary import Severity

_NEEDED = "pull-requests: write"
_OTHER_REASONS = {
    "is locked": "its conversation is locked",
    "was archived": "the repository is archived",
    "SAML enforcement": "the organization asks for a token that is authorized for its single sign-on",
    "IP allow list": "the organization does not allow the address of this runner",
}
"""What a refusal can mean other than a permission that is missing, by words of GitHub's message."""


class Review(NamedTuple):
    """What a review is made of: the report with the repository's own paths, and the judged text of a line."""

    report: dict[str, Any]
    source_line: Callable[[str, int], str | None]
    least: Severity


def tell(runner: Runner, client: GitHubClient, pull: Pull, wanted: Wanted | None, review: Review | None) -> str | None:
    """The address of the comment, or None; the comment first, then the suggestions, and one sentence for a failure."""
    url, idle = None, False
    try:
        if wanted is not None:
            told = _comment(client, pull, wanted)
            runner.say("debug", f"comment: {told.kind} ({told.why})")
            url = told.url
            # Where there is no comment and no edit, no earlier run suggested anything that could be settled now.
            clean = told.kind == "none" and url is None
            idle = told.outdated or (clean and review is not None and not _has_edits(review))
        if review is not None and not idle:
            _say_reviewed(runner, _review(client, pull, review))
    except OpennessError as error:
        runner.say("warning", _sentence(error))
    return url


def say_requests(runner: Runner, client: GitHubClient) -> None:
    """The requests of the run, for its debug log."""
    runner.say(
        "debug",
        f"{client.requests} API request{'' if client.requests == 1 else 's'}, {client.patience.waited:.0f} s waited",
    )
    for line in client.journal:
        runner.say("debug", line)


def _has_edits(review: Review) -> bool:
    from openness.publish.reviews import has_edits  # noqa: PLC0415 - brings the network along

    return has_edits(review.report)


def _comment(client: GitHubClient, pull: Pull, wanted: Wanted) -> Told:
    from openness.publish.comments import publish_comment  # noqa: PLC0415 - as above

    return publish_comment(client, pull.repository, pull.number, wanted)


def _review(client: GitHubClient, pull: Pull, review: Review) -> Reviewed:
    from openness.publish.reviews import publish_review  # noqa: PLC0415 - as above

    return publish_review(client, pull, review.report, review.source_line, least=review.least)


def _say_reviewed(runner: Runner, reviewed: Reviewed) -> None:
    runner.say("debug", f"suggestions: {reviewed.posted} posted, {reviewed.resolved} resolved")
    if reviewed.refused:
        runner.say("debug", "GitHub found no place in the diff for the suggestions; they are in the summary")
        rows = (f"`{one.path}` line {one.line}\n\n{one.body.partition(chr(10))[2]}" for one in reviewed.refused)
        runner.summary("\n#### Suggested edits\n\n" + "\n\n".join(rows) + "\n")


def _sentence(error: OpennessError) -> str:
    """What went wrong and what to do, in one sentence."""
    if not isinstance(error, ApiError):
        return f"Nothing was written to the pull request: {error}."
    for word, reason in _OTHER_REASONS.items():
        if error.kind == "forbidden" and word in error.message:
            return f"Nothing was written to the pull request: {reason}."
    if error.kind in ("forbidden", "not-found"):
        return (
            f"Nothing was written to the pull request because this job's token may not: add `{_NEEDED}` below "
            "`permissions:` of the job (a block there replaces the workflow's), or set the input comment to never "
            f"({error.message})."
        )
    if error.kind == "unauthorized":
        return "Nothing was written to the pull request because GitHub does not accept the token of the input token."
    return f"The pull request could not be told everything: {error.message}."
