"""Measures `openness org scan` on a large organization: requests, points, seconds, memory, growth, kills and limits.

usage: python benchmarks/org.py --repositories DIRECTORY [--size 1000] [--latency 0.05] [--only CASE ...]

The organization is laid out from real repositories (one folder each below DIRECTORY), each used many times with a line
of its own in its README, so that no content is there twice. Some are archived, forks, templates, empty, private, gone
while they are scanned, or hold files that no parser likes.

The server is a process of its own. It understands just the queries of a scan: executing GitHub's schema in Python
would measure the schema. `tests/org` holds the same queries against that schema.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
TREE, LINK, FILE = 0o40000, 0o120000, 0o100644
LOGIN = "acme"
_OBJECT = re.compile(r'o(\d+): object\(oid: "([0-9a-f]{40})"\)')
_MOST_TEXT = 512_000
_LARGE = 2_000_000

Entry = tuple[str, int, str, int]


class Store:
    """Trees and blobs of all repositories by object id."""

    def __init__(self) -> None:
        self.trees: dict[str, list[Entry]] = {}
        self.blobs: dict[str, Path | bytes] = {}
        self.sizes: dict[str, int] = {}

    def file(self, place: Path) -> Entry:
        """The entry of a file; the id of a large one, which nobody reads, is made from its place."""
        size = place.lstat().st_size
        if place.is_symlink():
            return self.content(place.name, str(place.readlink()).encode(), LINK)
        if size > _LARGE:
            oid = hashlib.sha1(f"{place}{size}".encode()).hexdigest()  # noqa: S324 - Git's own hash
        else:
            oid = hashlib.sha1(f"blob {size}\0".encode() + place.read_bytes()).hexdigest()  # noqa: S324
        self.blobs[oid], self.sizes[oid] = place, size
        return place.name, FILE, oid, size

    def content(self, name: str, data: bytes, mode: int = FILE) -> Entry:
        """The entry of a file whose bytes are given."""
        oid = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()  # noqa: S324
        self.blobs[oid], self.sizes[oid] = data, len(data)
        return name, mode, oid, len(data)

    def tree(self, entries: list[Entry]) -> str:
        """The id of a tree with these entries."""
        oid = hashlib.sha1(json.dumps(entries).encode()).hexdigest()  # noqa: S324
        self.trees[oid] = entries
        return oid

    def folder(self, place: Path) -> list[Entry]:
        """The entries of a folder, everything below it stored."""
        found = []
        for one in sorted(place.iterdir()):
            if one.name == ".git":
                continue
            if one.is_dir() and not one.is_symlink():
                found.append((one.name, TREE, self.tree(self.folder(one)), 0))
            else:
                found.append(self.file(one))
        return found


class Organization:
    """What the server holds."""

    def __init__(self, folders: list[Path], size: int) -> None:
        self.store = Store()
        self.nodes: dict[str, dict[str, Any]] = {}
        self.renamed: dict[str, str] = {}
        listings = [(folder, self.store.folder(folder)) for folder in folders]
        for number in range(size):
            folder, entries = listings[number % len(listings)]
            self.add(number, folder, entries)

    def add(self, number: int, folder: Path, entries: list[Entry]) -> None:
        """One repository; every so many are of a kind that a scan has to get along with."""
        name = f"{folder.name.replace('+', '.')[:80]}-{number}"
        own = [self._own(entry, folder, number) for entry in entries]
        own.append(self.store.content("VERSION", f"{number}\n".encode()))
        if number % 41 == 0:
            own.append(self.store.content("openness.yml", b"openness: [1\n\xff\x00" if number % 2 else b"- {\n" * 200))
        tree = None if number % 67 == 0 else self.store.tree(sorted(own))
        self.nodes[name] = {
            "id": f"R_{number}",
            "name": name,
            "owner": {"login": LOGIN},
            "url": f"https://github.example/{LOGIN}/{name}",
            "description": f"Repository {number}",
            "visibility": "PRIVATE" if number % 10 == 3 else "PUBLIC",
            "isArchived": number % 29 == 0,
            "isDisabled": False,
            "isFork": number % 37 == 0,
            "isTemplate": number % 97 == 0,
            "pushedAt": "2026-01-01T00:00:00Z",
            "diskUsage": sum(entry[3] for entry in entries) // 1000,
            "stargazerCount": number,
            "hasIssuesEnabled": True,
            "repositoryTopics": {"nodes": []},
            "defaultBranchRef": None
            if tree is None
            else {"name": "main", "target": {"oid": hashlib.sha1(name.encode()).hexdigest(), "tree": {"oid": tree}}},  # noqa: S324
        }

    def _own(self, entry: Entry, folder: Path, number: int) -> Entry:
        if entry[0].lower().startswith("readme") and entry[1] == FILE and entry[3] < _LARGE:
            return self.store.content(entry[0], (folder / entry[0]).read_bytes() + f"\nBuild {number}.\n".encode())
        return entry

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The data of a query."""
        query, variables = request["query"], request.get("variables") or {}
        if "repositoryOwner" in query:
            return {"repositoryOwner": self._page(variables)}
        levels = query.count("... on Tree")
        return {f"r{number}": self._repository(name, body, levels) for number, _, name, body in self._asked(query)}

    def _asked(self, query: str) -> list[tuple[str, str, str, str]]:
        return re.findall(r'r(\d+): repository\(owner: "([^"]+)", name: "([^"]+)"\) \{ (.*) \}$', query, re.MULTILINE)

    def _page(self, variables: dict[str, Any]) -> dict[str, Any]:
        nodes = list(self.nodes.values())
        start = int(variables.get("after") or 0)
        end = start + int(variables["first"])
        info = {"hasNextPage": end < len(nodes), "endCursor": str(end)}
        pages = {"totalCount": len(nodes), "pageInfo": info, "nodes": nodes[start:end]}
        return {"login": LOGIN, "url": f"https://github.example/{LOGIN}", "name": "Acme", "repositories": pages}

    def _repository(self, name: str, body: str, levels: int) -> dict[str, Any] | None:
        if name not in self.nodes or (name.endswith("13") and "-1" in name and levels == 0):
            return None
        return {f"o{number}": self._object(oid, levels) for number, oid in _OBJECT.findall(body)}

    def _object(self, oid: str, levels: int) -> dict[str, Any] | None:
        if levels:
            return self._tree(oid, levels) if oid in self.store.trees else None
        if oid not in self.store.blobs:
            return None
        held = self.store.blobs[oid]
        data = held if isinstance(held, bytes) else held.read_bytes()[: _MOST_TEXT + 1]
        binary = b"\0" in data[:8000]
        text = None if binary else data[:_MOST_TEXT].decode("utf-8", "replace")
        size = self.store.sizes[oid]
        return {"text": text, "isBinary": binary, "isTruncated": size > _MOST_TEXT, "byteSize": size}

    def _tree(self, oid: str, levels: int) -> dict[str, Any]:
        entries = []
        for name, mode, entry, size in self.store.trees[oid]:
            one: dict[str, Any] = {"name": name, "mode": mode, "oid": entry, "size": size}
            one["type"] = "tree" if mode == TREE else "blob"
            if levels > 1:
                one["object"] = self._tree(entry, levels - 1) if mode == TREE else {}
            entries.append(one)
        return {"entries": entries}


class Handler(BaseHTTPRequestHandler):
    """Answers one request after the latency of a network."""

    protocol_version = "HTTP/1.1"
    organization: Organization
    latency = 0.0
    limit: int | None = None
    requests = 0
    vanish_after = 12
    heavy: float | None = None
    lock = threading.Lock()

    def do_POST(self) -> None:
        """A GraphQL request."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.latency)
        with self.lock:
            Handler.requests += 1
            count = Handler.requests
        if self.path == "/_control":
            for key, value in json.loads(body).items():
                setattr(Handler, key, value)
            Handler.requests = 0
            self._send(200, b"{}")
            return
        if Handler.limit is not None and count > Handler.limit:
            message = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}
            self._send(
                200, json.dumps(message).encode(), {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999"}
            )
            return
        data = self.organization.answer(json.loads(body))
        data["rateLimit"] = {"cost": 1, "remaining": 5000, "resetAt": "2026-01-01T00:00:00Z"}
        gone = [
            {"type": "NOT_FOUND", "path": [key], "message": "Could not resolve"}
            for key, one in data.items()
            if one is None
        ]
        answer: dict[str, Any] = {"data": data, **({"errors": gone} if gone else {})}
        text = json.dumps(answer).encode()
        if Handler.heavy is not None and len(text) > Handler.heavy:
            self._send(502, b"<html>Bad gateway</html>")
            return
        self._send(200, text)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Nothing."""


def serve(folders: list[Path], size: int, latency: float) -> None:
    """Serve until killed; the port goes to standard output."""
    Handler.organization = Organization(folders, size)
    Handler.latency = latency
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


class Bench:
    """Runs scans against a server."""

    def __init__(self, arguments: argparse.Namespace, size: int) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="openness-org-"))
        command = [sys.executable, __file__, "--serve", "--size", str(size), "--latency", str(arguments.latency)]
        command += ["--repositories", str(arguments.repositories)]
        self.server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.server.stdout is not None
        port = int(self.server.stdout.readline())
        base = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "GITHUB_API_URL": base,
            "GITHUB_GRAPHQL_URL": f"{base}/graphql",
            "GITHUB_TOKEN": "t",
        }
        self.base = base

    def control(self, **values: object) -> None:
        """Change how the server behaves, and count its requests anew."""
        urlopen(Request(f"{self.base}/_control", json.dumps(values).encode())).read()  # noqa: S310 - our own server

    def command(self, *arguments: str, cache: str = "cache.sqlite", out: str = "report.json") -> list[str]:
        """The command line of a scan."""
        place = ["--cache", str(self.place / cache), "--format", "json", "-o", str(self.place / out)]
        return [sys.executable, "-m", "openness", "org", "scan", LOGIN, "-q", "--max-wait", "0", *place, *arguments]

    def scan(self, *arguments: str, **places: str) -> dict[str, Any]:
        """Run a scan; returns its figures."""
        command = ["/usr/bin/env", "time", "-f", "%M %e %U", *self.command(*arguments, **places)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        lines = done.stderr.strip().splitlines()
        peak, seconds, user = lines[-1].split()
        report = json.loads((self.place / places.get("out", "report.json")).read_text(encoding="utf-8"))
        return {
            "exit": done.returncode,
            "peak": int(peak) // 1024,
            "seconds": float(seconds),
            "cpu": float(user),
            "report": report,
        }

    def close(self) -> None:
        """Stop the server."""
        self.server.terminate()
        self.server.wait()


def show(title: str, run: dict[str, Any]) -> None:
    """One line of the table."""
    summary, used = run["report"]["summary"], run["report"]["parts"][0]["usage"]
    listed, requests = summary["listed"], used["requests"]
    each = requests / max(1, listed)
    print(
        f"| {title} | {listed:,} | {summary['judged']:,} | {summary['unknown']:,} | {requests} | {each:.3f} |"
        f" {used['points']} | {run['seconds']:.1f} | {run['cpu']:.0f} | {run['peak']} | {run['exit']} |",
        flush=True,
    )


def cases(arguments: argparse.Namespace) -> None:
    """Everything that is measured."""
    wanted = set(arguments.only or ["first", "shards", "kill", "limit", "heavy", "growth"])
    print(
        "| case | listed | judged | unknown | requests | per repository | points | seconds | CPU s | peak MB | exit |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    bench = Bench(arguments, arguments.size)
    try:
        if "first" in wanted:
            show("first scan", bench.scan())
            show("second scan", bench.scan())
        if "shards" in wanted:
            shards(bench)
        if "kill" in wanted:
            kill(bench, arguments.size)
        if "limit" in wanted:
            limit = max(4, arguments.size * 3 // 100)
            bench.control(limit=limit)
            show(f"rate limit after {limit} requests", bench.scan(cache="limit.sqlite"))
            bench.control(limit=None)
            show("the next run", bench.scan(cache="limit.sqlite"))
        if "heavy" in wanted:
            bench.control(heavy=600_000)
            show("502 for answers above 600 kB", bench.scan(cache="heavy.sqlite"))
            bench.control(heavy=None)
    finally:
        bench.close()
    if "growth" in wanted:
        for size in arguments.growth:
            grown = Bench(arguments, size)
            try:
                show(f"{size:,}: first", grown.scan())
                show(f"{size:,}: second", grown.scan())
            finally:
                grown.close()


def shards(bench: Bench) -> None:
    """The same organization in parts, one after the other; what a matrix runs side by side."""
    for number in (1, 4, 8):
        plan = bench.place / f"plan-{number}.json"
        command = [
            sys.executable,
            "-m",
            "openness",
            "org",
            "plan",
            LOGIN,
            "-q",
            "--shards",
            str(number),
            "-o",
            str(plan),
        ]
        subprocess.run(command, env=bench.environment, check=True, capture_output=True)
        files, seconds, requests = [], [], 10
        for one in range(1, number + 1):
            out = f"shard-{number}-{one}.json"
            run = bench.scan(
                "--plan", str(plan), "--shard", f"{one}/{number}", cache=f"s{number}-{one}.sqlite", out=out
            )
            files.append(str(bench.place / out))
            seconds.append(run["seconds"])
            requests += run["report"]["parts"][0]["usage"]["requests"]
        merged = bench.place / "merged.json"
        merge = [sys.executable, "-m", "openness", "org", "merge", *files, "--format", "json", "-o", str(merged)]
        began = time.monotonic()
        subprocess.run(merge, check=True, env=bench.environment)
        took = time.monotonic() - began
        summary = json.loads(merged.read_text(encoding="utf-8"))["summary"]
        listed, each = summary["listed"], requests / summary["listed"]
        print(
            f"| {number} shards: slowest {max(seconds):.1f} s, fastest {min(seconds):.1f} s, merge {took:.1f} s |"
            f" {listed:,} | {summary['judged']:,} | {summary['unknown']} | {requests} | {each:.3f} | |"
            f" {sum(seconds):.1f} | | | |",
            flush=True,
        )


def kill(bench: Bench, size: int) -> None:
    """Kill a scan half way, and run it again."""
    running = subprocess.Popen(
        bench.command(cache="kill.sqlite"), env=bench.environment, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while judged(bench.place / "kill.sqlite") < size * 0.45 and running.poll() is None:
        time.sleep(0.5)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    run = bench.scan(cache="kill.sqlite")
    used = run["report"]["parts"][0]["usage"]
    show(f"after a kill half way ({used['unchanged']} were judged already)", run)


def judged(cache: Path) -> int:
    """How many reports a cache holds that outlive a kill now."""
    try:
        with sqlite3.connect(f"file:{cache}?mode=ro", uri=True, timeout=5) as database:
            return int(database.execute("SELECT count(*) FROM kept WHERE kind = 'report'").fetchone()[0])
    except sqlite3.Error:
        return 0


def main() -> None:
    """Measure, or serve."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repositories", type=Path, required=True)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(
            sorted(one for one in arguments.repositories.iterdir() if one.is_dir()), arguments.size, arguments.latency
        )
    cases(arguments)


if __name__ == "__main__":
    main()
