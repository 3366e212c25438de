"""What is learned from servers that speak the real protocols, and what is made of it."""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from miniatures import license_text
from openness.facts.gather import gather
from openness.net.cache import DiskCache
from openness.net.client import HttpClient, Limits
from openness.online.learn import Asking, learn
from openness.online.origin import Origin, origin_of
from openness.online.settings import Settings, settings_from
from openness.report.judged import judge_repository
from rig.github_server import GitHubServer
from rig.hub import Fault, HubServer
from rig.lfs import LfsServer
from rig.scripted import ScriptedServer, reply
from support import repository_from
from weightfiles import gguf, safetensors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openness.evidence.remote import Moment, RemoteFacts
    from openness.report.judged import Judged

TODAY = date(2026, 6, 1)
README = "# Heron-1B\n\nHeron-1B is a language model. Download the weights from [the hub](https://huggingface.co/acme/heron).\n"
SMALL = safetensors({"w": ("F16", (4, 4))}, {"format": "pt"})
MANIFEST = """openness: 1
model:
  name: Heron-1B
  producer: Acme
license: Apache-2.0
components:
  weights: {{status: released, location: "hf:acme/heron"{weights}}}
{more}"""


class Bench:
    """Servers, and a way to ask them."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.hub = stack.enter_context(HubServer())
        self.github = stack.enter_context(GitHubServer())
        self.slept: list[float] = []
        self.settings = Settings(self.github.url, self.github.base, self.hub.url)
        self.origin: Origin | None = None
        self.reachable: frozenset[tuple[str, int]] = frozenset()
        self.cache: DiskCache | None = None
        self.limits = Limits()

    def scripted(self, script: dict[str, list[Any]]) -> ScriptedServer:
        server = self.stack.enter_context(ScriptedServer(script))
        self.reachable |= server.trusted
        return server

    def learn(self, files: dict[str, bytes | str], moment: Moment = "manual", **about: Any) -> RemoteFacts:
        client = HttpClient(
            trusted=self.settings.trusted,
            reachable=self.reachable,
            sleep=self.slept.append,
            cache=self.cache,
            limits=self.limits,
        )
        facts = gather(repository_from(files, "heron"), today=TODAY)
        return learn(facts, Asking(client, self.settings, self.origin), moment, **about)

    def judge(self, files: dict[str, bytes | str], moment: Moment = "manual", **about: Any) -> Judged:
        remote = self.learn(files, moment, **about)
        return judge_repository(repository_from(files, "heron"), today=TODAY, remote=remote)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with ExitStack() as stack:
        made = Bench(stack)
        yield made
        assert made.github.problems() == []


def names(judged: Judged) -> dict[str, str]:
    return {one.name: one.severity for one in judged.findings if one.rule.startswith("OM3") and one.rule > "OM330"}


def manifest(weights: str = "", more: str = "") -> dict[str, bytes | str]:
    text = MANIFEST.format(weights=weights, more=more)
    return {"README.md": README, "LICENSE": license_text("Apache-2.0"), "openness.yml": text}


def test_an_open_repository_on_the_hub_is_learned_with_one_request(bench: Bench) -> None:
    bench.hub.add(
        "acme/heron",
        {"README.md": b"# x\n", "config.json": b"{}", "pytorch_model.bin": b"x" * 10},
        card={"license": "apache-2.0", "base_model": ["acme/egret"]},
        safetensors={"parameters": {"BF16": 1_000_000_000}, "total": 1_000_000_000},
    )
    hub = bench.learn(manifest()).hubs["hf:acme/heron"]
    assert (hub.state, hub.gated, hub.private, hub.licenses, hub.parameters) == (
        "there",
        None,
        False,
        ("apache-2.0",),
        1_000_000_000,
    )
    assert hub.base_models == ("acme/egret",)
    digest = hashlib.sha256(b"x" * 10).hexdigest()
    assert [(one.path, one.size, one.sha256) for one in hub.files][-1] == ("pytorch_model.bin", 10, digest)
    assert len(bench.hub.journal) == 1
    assert names(bench.judge(manifest())) == {}


@pytest.mark.parametrize(
    ("facts", "weights", "expected"),
    [
        ({"gated": "auto"}, "", {"declared-access-differs": "note"}),
        ({"gated": "manual"}, ", access: public", {"declared-access-differs": "error"}),
        ({"gated": "manual"}, ", access: request", {}),
        ({"private": True}, "", {"declared-access-differs": "warning"}),
        ({"disabled": True}, "", {"declared-access-differs": "error"}),
        ({"card": {"license": "cc-by-nc-4.0"}}, "", {"hub-license-contradiction": "error"}),
        ({"card": {"license": "other", "license_name": "llama3"}}, "", {"hub-license-contradiction": "error"}),
        ({"tags": ["license:mit"]}, "", {"hub-license-contradiction": "error"}),
        ({}, ", files: [{path: absent.bin}]", {"remote-file-absent": "error"}),
        ({}, ", files: [{path: README.md, size: 7}]", {"remote-file-differs": "error"}),
    ],
)
def test_what_the_hub_says_against_what_is_declared(
    facts: dict[str, Any], weights: str, expected: dict[str, str], bench: Bench
) -> None:
    bench.hub.add("acme/heron", **facts)
    assert names(bench.judge(manifest(weights))) == expected


def test_a_digest_on_the_hub(bench: Bench) -> None:
    bench.hub.add("acme/heron", {"model.safetensors": SMALL})
    right = hashlib.sha256(SMALL).hexdigest()
    files = ', files: [{{path: model.safetensors, digest: "sha256:{}"}}]'
    assert names(bench.judge(manifest(files.format(right)))) == {}
    assert names(bench.judge(manifest(files.format("0" * 64)))) == {"remote-file-differs": "error"}


def test_who_is_not_signed_in_is_not_told_what_is_missing(bench: Bench) -> None:
    unknown = bench.learn(manifest()).hubs["hf:acme/heron"]
    assert (unknown.state, unknown.why) == ("not-public", "private, or no such repository")
    bench.settings = bench.settings._replace(hub_token="t-read")
    judged = bench.judge(manifest())
    assert judged.facts.remote is not None
    assert judged.facts.remote.hubs["hf:acme/heron"].state == "dead"
    assert names(judged) == {"declared-location-dead": "error"}
    assert judged.report["level"]["observed"] == "closed"


def test_a_dead_place_is_a_warning_on_a_pull_request(bench: Bench) -> None:
    bench.settings = bench.settings._replace(hub_token="t-read")
    assert names(bench.judge(manifest(), "pull-request")) == {"declared-location-dead": "warning"}


def test_a_token_that_is_not_valid_hides_nothing_public(bench: Bench) -> None:
    bench.hub.add("acme/heron")
    bench.settings = bench.settings._replace(hub_token="stale")
    assert bench.learn(manifest()).hubs["hf:acme/heron"].state == "there"


def test_a_revision_that_is_not_there(bench: Bench) -> None:
    bench.hub.add("acme/heron")
    text = str(manifest()["openness.yml"]).replace("hf:acme/heron", "hf:acme/heron@v9")
    assert names(bench.judge({**manifest(), "openness.yml": text})) == {"declared-location-dead": "error"}


def test_a_repository_that_was_renamed(bench: Bench) -> None:
    bench.hub.add("acme-ai/heron", moved_from="acme/heron")
    assert names(bench.judge(manifest())) == {"remote-place-moved": "note"}


def test_headers_on_the_hub_are_read_by_ranges(bench: Bench) -> None:
    weights = gguf({"general.architecture": "llama", "general.license": "llama3.1"}, {"w": ("F16", (1000, 1000))})
    bench.hub.add(
        "acme/heron", {"heron.gguf": weights[:4096]}, card={"license": "apache-2.0"}, sizes={"heron.gguf": len(weights)}
    )
    judged = bench.judge(manifest())
    assert judged.facts.remote is not None
    ((path, header),) = judged.facts.remote.hubs["hf:acme/heron"].headers
    assert (path, header.parameters, header.licenses) == ("heron.gguf", 1_000_000, (("general.license", "llama3.1"),))
    assert names(judged) == {"hub-license-contradiction": "error"}
    assert len(bench.hub.journal) <= 4
    assert all("range" in headers for _, path, headers in bench.hub.journal if "/resolve/" in path)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff" * 5000,
        (2**62).to_bytes(8, "little") + b"{" + b"x" * 4000,
        b"GGUF\x03\0\0\0" + b"\xff" * 4000,
        (8).to_bytes(8, "little") + b'{"a":[[',
        b"",
    ],
)
def test_hostile_headers_on_the_hub_are_passed_over(body: bytes, bench: Bench) -> None:
    bench.hub.add("acme/heron", {"model.safetensors": body, "m.gguf": body}, sizes={"m.gguf": 10**12})
    hub = bench.learn(manifest()).hubs["hf:acme/heron"]
    assert (hub.state, hub.headers) == ("there", ())


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/api/", 503, 99),
        Fault("/api/", 429, 99, {"Retry-After": "3600"}),
        Fault("/api/", 403, 99),
        Fault("/api/", 0, 99),
        Fault("/api/", 302, 99, {"Location": "https://169.254.169.254/"}),
        Fault("/api/", 200, 99, {}, b"<html>Sign in</html>"),
        Fault("/api/", 200, 99, {"Content-Type": "application/json"}, b"[" * 100_000),
        Fault("/api/", 200, 99, {}, json.dumps({"id": ["x"], "siblings": 5, "cardData": "x"}).encode()),
    ],
)
def test_what_cannot_be_told_is_unknown_and_said(fault: Fault, bench: Bench) -> None:
    bench.hub.add("acme/heron")
    bench.hub.faults.append(fault)
    offline = judge_repository(repository_from(manifest(), "heron"), today=TODAY)
    judged = bench.judge(manifest())
    assert judged.facts.remote is not None
    assert judged.facts.remote.hubs["hf:acme/heron"].state == "unknown"
    assert names(judged) == {}
    assert "hf:acme/heron" in [one["what"] for one in judged.report["not_checked"]]
    assert judged.report["level"] == offline.report["level"]


@pytest.mark.parametrize(
    "fault", [Fault("/api/", 502), Fault("/api/", 429, 1, {"Retry-After": "2"}), Fault("/api/", 0)]
)
def test_a_fault_that_passes_does_not_count(fault: Fault, bench: Bench) -> None:
    bench.hub.add("acme/heron")
    bench.hub.faults.append(fault)
    assert bench.learn(manifest()).hubs["hf:acme/heron"].state == "there"
    assert bench.slept == [2.0 if fault.status == 429 else 1.0]


def test_weird_fields_of_the_hub_are_taken_for_nothing(bench: Bench) -> None:
    body = {
        "id": "acme/heron",
        "gated": {"x": 1},
        "private": "yes",
        "tags": [1, None, "license:\x1b[31mmit"],
        "cardData": {"license": [1, {"a": 2}], "license_name": 7, "base_model": {"x": 1}},
        "siblings": [{"rfilename": "a\nb", "size": -1, "lfs": {"sha256": "zz", "size": "9"}}, 5, {"size": 4}],
        "safetensors": {"total": True, "parameters": []},
    }
    bench.hub.faults.append(Fault("/api/", 200, 99, {}, json.dumps(body).encode()))
    hub = bench.learn(manifest()).hubs["hf:acme/heron"]
    assert (hub.state, hub.gated, hub.private, hub.parameters, hub.base_models) == ("there", None, False, None, ())
    assert [(one.path, one.size, one.sha256) for one in hub.files] == [("a\N{REPLACEMENT CHARACTER}b", None, None)]
    assert "\x1b" not in "".join(hub.licenses)


def test_packed_weights_have_no_count(bench: Bench) -> None:
    packed = {"parameters": {"I32": 900, "F16": 100}, "total": 1000}
    bench.hub.add("acme/heron", safetensors=packed)
    assert bench.learn(manifest()).hubs["hf:acme/heron"].parameters is None


def test_the_hub_settles_what_the_repository_leaves_open(bench: Bench) -> None:
    """No license anywhere here: the card on the hub that holds the weights decides the level."""
    files: dict[str, bytes | str] = {"README.md": README}
    assert (
        judge_repository(repository_from(files, "heron"), today=TODAY).report["level"]["observed"]
        == "weights-available"
    )
    bench.hub.add(
        "acme/heron",
        {"README.md": b"x" * 900, "tokenizer.json": b"{}", "model.safetensors": SMALL},
        card={"license": "apache-2.0"},
    )
    judged = bench.judge(files)
    assert judged.report["level"]["observed"] == "open-weights"
    seen = {one["id"]: one["observed"]["status"] for one in judged.report["components"]}
    assert (seen["tokenizer"], seen["model-card"]) == ("released", "released")


def test_data_sets_are_asked_for_as_such(bench: Bench) -> None:
    bench.hub.add("acme/heron")
    bench.hub.add("acme/corpus", {"data.parquet": b"x"}, dataset=True, gated="auto")
    more = '  training-data: {status: released, location: "hf:datasets/acme/corpus", access: public}\n'
    judged = bench.judge(manifest(more=more))
    assert names(judged) == {"declared-access-differs": "error"}
    assert any("/api/datasets/acme/corpus" in path for _, path, _ in bench.hub.journal)


@pytest.fixture
def released(bench: Bench) -> Bench:
    bench.hub.add("acme/heron")
    bench.github.add_repository("acme", "heron", files={"README.md": README, "LICENSE": license_text("Apache-2.0")})
    bench.origin = Origin("github", "acme/heron", f"{bench.github.base}/acme/heron.git")
    return bench


def in_release(asset: str = "heron.gguf", digest: str = "") -> dict[str, bytes | str]:
    said = f', digest: "sha256:{digest}"' if digest else ""
    text = str(manifest()["openness.yml"]).replace('"hf:acme/heron"', f'"release:v1/{asset}"{said}')
    return {**manifest(), "openness.yml": text}


def test_assets_of_a_release(released: Bench) -> None:
    released.github.add_release("acme/heron", "v1", assets={"heron.gguf": b"weights"})
    right = hashlib.sha256(b"weights").hexdigest()
    assert names(released.judge(in_release(digest=right))) == {}
    assert names(released.judge(in_release(digest="0" * 64))) == {"remote-file-differs": "error"}
    assert names(released.judge(in_release("other.gguf"))) == {"remote-file-absent": "error"}
    assert names(released.judge(in_release("*.gguf"))) == {}


def test_assets_older_than_digests_are_not_judged_by_them(released: Bench) -> None:
    released.github.add_release("acme/heron", "v1", assets={"heron.gguf": b"weights"}, digests=False)
    assert names(released.judge(in_release(digest="0" * 64))) == {}


def test_a_release_that_does_not_exist(released: Bench) -> None:
    assert names(released.judge(in_release())) == {"declared-location-dead": "error"}


def test_a_draft_is_seen_with_a_token_that_may_write(released: Bench) -> None:
    released.github.add_release("acme/heron", "v1", draft=True, assets={"heron.gguf": b"weights"})
    released.settings = released.settings._replace(github_token="t-user")
    remote = released.learn(in_release(), "release", release="v1")
    assert (remote.releases["v1"].draft, [one.path for one in remote.releases["v1"].assets]) == (True, ["heron.gguf"])
    assert "LICENSE" in (remote.releases["v1"].tree or ())


def test_a_draft_without_license(bench: Bench) -> None:
    bench.hub.add("acme/heron")
    bench.github.add_repository("acme", "heron", files={"README.md": README})
    bench.github.add_release("acme/heron", "v1", draft=True, assets={"heron.gguf": b"weights"})
    bench.origin = Origin("github", "acme/heron", f"{bench.github.base}/acme/heron.git")
    bench.settings = bench.settings._replace(github_token="t-user")
    assert names(bench.judge({"README.md": README}, "release", release="v1")) == {"release-without-license": "error"}


def test_releases_wait_for_the_release_on_a_pull_request(released: Bench) -> None:
    assert names(released.judge(in_release(), "pull-request")) == {}
    assert released.github.requests("GET", r".*/releases/.*") == []


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_github_that_does_not_tell(status: int, released: Bench) -> None:
    released.github.faults.add("GET", r"/repos/acme/heron/releases/.*", status=status, times=9)
    judged = released.judge(in_release())
    assert names(judged) == {}
    assert "release:v1" in [one["what"] for one in judged.report["not_checked"]]


def test_repositories_elsewhere(released: Bench) -> None:
    released.github.add_repository("acme", "trainer", files={"train.py": "x"})
    released.hub.add("acme/heron")
    there = '  training-code: {status: released, location: "gh:acme/trainer"}\n'
    gone = '  training-code: {status: released, location: "gh:acme/nothing"}\n'
    assert names(released.judge(manifest(more=there))) == {}
    assert names(released.judge(manifest(more=gone))) == {"declared-location-dead": "error"}


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 500000000\n"


def test_content_behind_pointers(bench: Bench) -> None:
    held, lost = "a" * 64, "c" * 64
    server = bench.stack.enter_context(LfsServer("acme/heron", objects=frozenset({held})))
    bench.reachable |= server.trusted
    bench.origin = Origin("hub", "acme/heron", f"{server.url}/acme/heron.git")
    files: dict[str, bytes | str] = {
        "README.md": README,
        "config.json": '{"architectures": ["HeronForCausalLM"]}',
        "model-00001-of-00002.safetensors": POINTER.format(held),
        "model-00002-of-00002.safetensors": POINTER.format(lost),
    }
    remote = bench.learn(files)
    assert [(one.path[:11], one.state) for one in remote.lfs] == [("model-00001", "there"), ("model-00002", "dead")]
    assert len(server.batches) == 1
    assert names(bench.judge(files))["lfs-object-absent"] == "warning"


def test_many_pointers_are_asked_for_in_few_requests(bench: Bench) -> None:
    server = bench.stack.enter_context(LfsServer("acme/heron"))
    bench.reachable |= server.trusted
    bench.origin = Origin("hub", "acme/heron", f"{server.url}/acme/heron.git")
    files: dict[str, bytes | str] = {
        f"model-{number:05}-of-00450.safetensors": POINTER.format(f"{number:064x}") for number in range(1, 451)
    }
    remote = bench.learn(files)
    assert [len(one["objects"]) for one in server.batches] == [100, 100, 100]
    assert any("150 places" in gap.what for gap in remote.not_checked)


def test_objects_of_a_fork_may_be_upstream(bench: Bench) -> None:
    server = bench.stack.enter_context(LfsServer("acme/heron"))
    bench.reachable |= server.trusted
    for fork, state in ((True, "unknown"), (False, "dead")):
        bench.github.add_repository("acme", "heron", files={"a": "b"}, fork=fork)
        bench.origin = Origin("github", "acme/heron", f"{server.url}/acme/heron.git")
        assert bench.learn({"model.safetensors": POINTER.format("a" * 64)}).lfs[0].state == state


def test_a_foreign_lfs_server_is_not_asked(bench: Bench) -> None:
    server = bench.stack.enter_context(LfsServer("acme/heron"))
    bench.origin = Origin("hub", "acme/heron", f"{server.url}/acme/heron.git")
    config = f"[lfs]\n\turl = {server.url}/evil\n"
    remote = bench.learn({".lfsconfig": config, "model.safetensors": POINTER.format("a" * 64)})
    assert (server.journal, remote.lfs) == ([], ())
    assert any(".lfsconfig" in gap.why for gap in remote.not_checked)


def linked(url: str) -> dict[str, bytes | str]:
    more = f'  technical-report: {{status: released, location: "{url}"}}\n'
    return manifest(more=more)


@pytest.mark.parametrize(
    ("answers", "state", "asked"),
    [
        ([reply(200)], "there", 1),
        ([reply(404), reply(404)], "dead", 2),
        ([reply(410), reply(410)], "dead", 2),
        ([reply(404), reply(200)], "there", 2),
        ([reply(405), reply(206)], "there", 2),
        ([reply(405), reply(404)], "unknown", 2),
        ([reply(403), reply(403)], "unknown", 2),
        ([reply(401)], "not-public", 1),
        ([reply(503), reply(503)], "unknown", 2),
    ],
)
def test_links(answers: list[bytes], state: str, asked: int, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    server = bench.scripted({"/report.pdf": answers})
    monkeypatch.setattr("openness.evidence.elsewhere.SCHEMES", ("https://", "http://"))
    url = f"{server.url}/report.pdf"
    assert bench.learn(linked(url)).places[url].state == state
    assert len(server.journal) == asked


def test_papers_and_identifiers(bench: Bench) -> None:
    server = bench.scripted(
        {
            "/abs/2402.00838": [reply(200)],
            "/abs/9999.99999": [reply(404)],
            "/api/handles/10.5281/zenodo.1": [reply(200, b'{"responseCode": 1}')],
            "/api/handles/10.5281/zenodo.2": [reply(404, b'{"responseCode": 100}')],
        }
    )
    bench.settings = bench.settings._replace(arxiv=server.url, doi=server.url)
    places = ["arxiv:2402.00838", "arxiv:9999.99999", "doi:10.5281/zenodo.1", "doi:10.5281/zenodo.2"]
    more = f"  research-paper: {{status: released, location: [{', '.join(map(json.dumps, places))}]}}\n"
    remote = bench.learn(manifest(more=more))
    assert [remote.places[one].state for one in places] == ["there", "dead", "there", "dead"]


def test_links_of_a_change_only(bench: Bench) -> None:
    files = linked("https://example.org/report.pdf")
    asked = [
        list(bench.learn(files, "pull-request", changed=changed).places) for changed in (None, {"a"}, {"openness.yml"})
    ]
    assert asked == [[], [], ["https://example.org/report.pdf"]]


def test_a_second_run_asks_for_less(bench: Bench, tmp_path: Path) -> None:
    server = bench.scripted({"/abs/2402.00838": [reply(200)]})
    bench.settings = bench.settings._replace(arxiv=server.url)
    bench.cache = DiskCache(tmp_path)
    more = '  research-paper: {status: released, location: "arxiv:2402.00838"}\n'
    for _ in range(2):
        assert bench.learn(manifest(more=more)).places["arxiv:2402.00838"].state == "there"
    assert len(server.journal) == 1


def test_the_important_places_come_first(bench: Bench) -> None:
    """With hardly any requests left, the weights are asked for, and what was not is said."""
    bench.hub.add("acme/heron")
    bench.limits = Limits(requests=1)
    more = '  training-data: {status: released, location: "hf:datasets/acme/corpus", license: MIT}\n'
    remote = bench.learn(manifest(more=more))
    assert remote.hubs["hf:acme/heron"].state == "there"
    assert "hf:datasets/acme/corpus" in [gap.what for gap in remote.not_checked]


def test_progress_names_what_is_asked(bench: Bench) -> None:
    told: list[str] = []
    client = HttpClient(trusted=bench.settings.trusted, sleep=bench.slept.append)
    facts = gather(repository_from(manifest(), "heron"), today=TODAY)
    learn(facts, Asking(client, bench.settings, None, told.append), "manual")
    assert told == ["hf:acme/heron"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/acme/heron.git", "acme/heron"),
        ("https://user:secret@github.com/acme/heron", "acme/heron"),
        ("git@github.com:acme/heron.git", "acme/heron"),
        ("ssh://git@github.com:22/acme/heron", "acme/heron"),
        ("https://huggingface.co/datasets/acme/corpus", "datasets/acme/corpus"),
        ("https://gitlab.com/acme/heron", None),
        ("https://github.com.evil.example/acme/heron", None),
        ("../elsewhere", None),
        ("file:///tmp/x", None),
        ("", None),
    ],
)
def test_which_repository_this_is(address: str, name: str | None) -> None:
    found = origin_of(address, Settings())
    assert (found.name if found else None) == name
    assert found is None or "secret" not in found.clone


def test_servers_and_tokens_come_from_the_environment() -> None:
    found = settings_from({"GITHUB_API_URL": "https://ghe.example/api/v3/", "GITHUB_TOKEN": "t", "HF_TOKEN": "h"})
    assert (found.github_api, found.github_token, found.hub_token) == ("https://ghe.example/api/v3", "t", "h")
    assert found.trusted == {("ghe.example", 443)}
    open_way = settings_from({"HF_ENDPOINT": "http://mirror.example", "HF_TOKEN": "h"})
    assert open_way.hub_token is None
