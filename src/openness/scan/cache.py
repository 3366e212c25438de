"""What earlier scans read, by Git object id: contents never change under the same id, so that none is read twice.

One SQLite file. It can be deleted at any time, and holds texts of private repositories where the token may read them:
it is made readable for its owner only.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.scan.blobs import Body
from openness.scan.trees import Listing
from openness.scan.trees import Path as ListedPath

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_VERSION = 1
_APPLICATION = 0x6F70656E  # "open"
_MOST_BYTES = 64_000_000
"""Bytes that one value may unfold to: a cache that comes from elsewhere is not trusted with the memory."""
_KEPT_SCANS = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL,
                                 PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (scans INTEGER NOT NULL);
"""


class Cache:
    """Listings, texts and reports of earlier scans. With no path, nothing outlives the scan."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.started_anew = False
        self._database = self._open()
        self._scan = self._count()

    def listing(self, tree: str) -> Listing | None:
        """The paths below a tree, if they were read to the end."""
        held = self._get("tree", tree)
        if not isinstance(held, list):
            return None
        try:
            return Listing(tuple(ListedPath(str(p), str(k), str(o), int(s)) for p, k, o, s in held), ())
        except (TypeError, ValueError):
            return None

    def keep_listing(self, tree: str, listing: Listing) -> None:
        """Remember a listing; one with gaps is read again the next time."""
        if not listing.gaps:
            self._put("tree", tree, listing.paths)

    def body(self, oid: str) -> Body | None:
        """The content of a file, if it was read."""
        held = self._get("blob", oid)
        if not isinstance(held, list) or len(held) != 3:
            return None
        text, why, cut = held
        return Body(text if isinstance(text, str) else None, str(why), bool(cut))

    def keep_body(self, oid: str, body: Body) -> None:
        """Remember the content of a file."""
        self._put("blob", oid, body)

    def report(self, key: str) -> tuple[dict[str, Any], list[str]] | None:
        """The report on a repository with the ids of the contents it was made of, if it was judged under that key."""
        held = self._get("report", key)
        if not isinstance(held, list) or len(held) != 2 or not isinstance(held[0], dict):
            return None
        return held[0], [str(oid) for oid in held[1]]

    def keep_report(self, key: str, report: dict[str, Any], needs: Iterable[str]) -> None:
        """Remember the report on a repository, and which contents it was made of."""
        self._put("report", key, [report, list(needs)])

    def commit(self) -> None:
        """Make sure that what was kept so far outlives this process."""
        try:
            self._database.commit()
        except sqlite3.Error as error:
            raise UsageError(f"cannot write the cache {self.path}: {error}") from error

    def close(self, *, tidy: bool = False) -> None:
        """Commit and close; `tidy` forgets what none of the last three whole scans used."""
        with contextlib.suppress(sqlite3.Error):
            if tidy:
                self._database.execute("DELETE FROM kept WHERE used <= ?", (self._scan - _KEPT_SCANS,))
            self._database.commit()
            self._database.close()

    def touch(self, kind: str, keys: Iterable[str]) -> None:
        """Note that this scan needs these, although it did not look at them."""
        rows = ((self._scan, kind, key) for key in keys)
        self._database.executemany("UPDATE kept SET used = ? WHERE kind = ? AND key = ?", rows)

    def _get(self, kind: str, key: str) -> object:
        try:
            row = self._database.execute("SELECT value FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        except sqlite3.Error:
            return None
        if row is None:
            return None
        self.touch(kind, [key])
        return _unpack(row[0])

    def _put(self, kind: str, key: str, value: object) -> None:
        packed = zlib.compress(json.dumps(value, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)
        try:
            self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (kind, key, packed, self._scan))
        except sqlite3.Error as error:
            raise UsageError(f"cannot write the cache {self.path}: {error}") from error

    def _count(self) -> int:
        """The number of this scan."""
        try:
            row = self._database.execute("SELECT scans FROM counter").fetchone()
            number = int(row[0]) + 1 if row else 1
            self._database.execute("DELETE FROM counter")
            self._database.execute("INSERT INTO counter VALUES (?)", (number,))
            self._database.commit()
        except sqlite3.Error as error:
            raise UsageError(
                f"cannot use the cache {self.path}: {error}; another scan may use it, or give --cache another FILE"
            ) from error
        return number

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            # An empty name is a file that SQLite deletes when it is closed: a large scan does not fit in memory.
            return self._prepared("")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise UsageError(f"cannot write the cache {self.path}: {error.strerror or error}") from error
        try:
            return self._prepared(str(self.path))
        except sqlite3.OperationalError as error:
            # Locked, or no room: the file itself may be whole.
            raise UsageError(f"cannot use the cache {self.path}: {error}") from error
        except sqlite3.DatabaseError:
            self.started_anew = True
            aside = self.path.with_name(self.path.name + ".broken")
            os.replace(self.path, aside)  # noqa: PTH105
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            return self._prepared(str(self.path))

    def _prepared(self, place: str) -> sqlite3.Connection:
        database = sqlite3.connect(place, timeout=5.0)
        try:
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if (application, version) != (_APPLICATION, _VERSION):
                if database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                    raise sqlite3.DatabaseError("of another program, or of another version of this one")
                database.execute(f"PRAGMA application_id = {_APPLICATION}")
                database.execute(f"PRAGMA user_version = {_VERSION}")
            database.executescript(_TABLES)
        except sqlite3.Error:
            database.close()
            raise
        return database


def _unpack(packed: object) -> object:
    """The value that was kept, or None where the bytes are not whole."""
    if not isinstance(packed, bytes):
        return None
    unfolder = zlib.decompressobj()
    try:
        raw = unfolder.decompress(packed, _MOST_BYTES)
        return json.loads(raw) if unfolder.eof else None
    except (zlib.error, ValueError, RecursionError):
        return None
