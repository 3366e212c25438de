"""Operations on accounts, organizations and the lists of their repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rig.bodies import example, organization, repository_body
from rig.serving import READ_ONLY, Call, Page, Refusal, may_see, not_found, operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from rig.state import Repository


@operation("users/get-authenticated")
def authenticated(call: Call) -> tuple[int, Any]:
    if call.token.kind == "anonymous":
        raise Refusal(401, "Requires authentication")
    if call.token.kind == "installation":
        raise Refusal(403, READ_ONLY)
    body = example("private-user-response-with-public-and-private-profile-information")
    return 200, body | {"login": call.token.login}


@operation("users/get-by-username")
def account(call: Call) -> tuple[int, Any]:
    owner = call.state.owners.get(call.values["username"].lower())
    if owner is None:
        raise not_found()
    body = example("public-user-default-response", replace={"octocat": owner.login})
    return 200, body | {"id": owner.id, "type": owner.kind, "name": owner.name or owner.login}


@operation("apps/get-authenticated")
def app(call: Call) -> tuple[int, Any]:
    if call.token.kind != "app":
        raise Refusal(401, "A JSON web token could not be decoded")
    return 200, example("integration")


@operation("apps/list-repos-accessible-to-installation")
def installed(call: Call) -> tuple[int, Any]:
    if call.token.kind != "installation":
        raise Refusal(403, "You must authenticate with an installation access token in order to list repositories.")
    among = call.token.repositories
    found = [one for name, one in sorted(call.state.repositories.items()) if among is None or name in among]
    return 200, Page([_short(call, one) for one in found], "repositories")


@operation("orgs/get")
def organization_of(call: Call) -> tuple[int, Any]:
    owner = call.state.owners.get(call.values["org"].lower())
    if owner is None or owner.kind != "Organization":
        raise not_found()
    return 200, organization(owner)


@operation("repos/list-for-org")
def of_organization(call: Call) -> tuple[int, Any]:
    owner = call.state.owners.get(call.values["org"].lower())
    if owner is None or owner.kind != "Organization":
        raise not_found()
    return 200, Page([_short(call, one) for one in _listed(call, owner.login)])


@operation("repos/list-for-user")
def of_user(call: Call) -> tuple[int, Any]:
    owner = call.state.owners.get(call.values["username"].lower())
    if owner is None:
        raise not_found()
    return 200, Page([_short(call, one) for one in _listed(call, owner.login)])


def _listed(call: Call, login: str) -> list[Repository]:
    wanted = call.query.get("type", "all")
    tests: dict[str, Callable[[Repository], bool]] = {
        "public": lambda one: not one.private,
        "private": lambda one: one.private,
        "forks": lambda one: one.fork,
        "sources": lambda one: not one.fork,
    }
    test = tests.get(wanted)
    seen = (one for one in call.state.of_owner(login) if may_see(call.token, one))
    return [one for one in seen if test is None or test(one)]


def _short(call: Call, one: Repository) -> dict[str, Any]:
    return repository_body(one, call.state.owner(one.owner), full=False)


@operation("orgs/custom-properties-for-repos-get-organization-values")
def organization_properties(call: Call) -> tuple[int, Any]:
    if not call.token.may("organization_custom_properties", "read"):
        raise Refusal(403, READ_ONLY)
    listed = [
        {
            "repository_id": one.id,
            "repository_name": one.name,
            "repository_full_name": one.full_name,
            "properties": [{"property_name": name, "value": value} for name, value in one.properties.items()],
        }
        for one in _listed(call, call.values["org"])
    ]
    return 200, Page(listed)
