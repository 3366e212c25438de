"""Headless Chromium, driven over a pipe by its own protocol (https://chromedevtools.github.io/devtools-protocol/)."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

Json = dict[str, Any]

SECONDS = 60.0
"""The longest wait for one answer."""

_LAUNCH = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)
_OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)


def chromium() -> str | None:
    """The program, or None where it is not installed. Debian's own wrapper script is passed by."""
    places = ("/usr/lib/chromium/chromium", *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next((one for one in places if one and Path(one).is_file()), None)


class Browser:
    """A browser with one page. What the page asks of a network, logs or throws is written down.

    `requests` leaves out what the page's own policy stops before it is sent.
    """

    def __init__(self) -> None:
        program = chromium()
        assert program is not None
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._folder = tempfile.mkdtemp()
        inward, self._write = os.pipe()
        self._read, outward = os.pipe()
        ends = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (inward, outward)]
        os.close(inward)
        os.close(outward)
        command = [program, *_OPTIONS, f"--user-data-dir={self._folder}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *map(str, ends), *command],
            pass_fds=ends,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for one in ends:
            os.close(one)
        self._buffer = b""
        self._asked: dict[str, str] = {}
        self._number = 0
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._read)
        os.close(self._write)
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, page: Path, fragment: str = "") -> None:
        """Load a file; returns when it is loaded and drawn once. What earlier pages did is forgotten."""
        self._loaded = False
        self._call("Page.navigate", url="about:blank")
        self._until(lambda: self._loaded)
        self.requests.clear()
        self.complaints.clear()
        self._loaded = False
        answer = self._call("Page.navigate", url=page.absolute().as_uri() + fragment)
        assert "errorText" not in answer, answer
        self._until(lambda: self._loaded)
        self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def look(
        self, *, width: int = 1280, height: int = 900, scale: float = 1.0, dark: bool = False, media: str = "screen"
    ) -> None:
        """The size of the window and what the reader prefers."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._call("Emulation.setEmulatedMedia", media=media, features=features)

    def picture(self, *, whole: bool = False) -> bytes:
        """What is seen as a PNG: the window, or the `whole` page."""
        return base64.b64decode(self._call("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def printed(self) -> bytes:
        """The page as a PDF on A4."""
        size = {"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": True, "preferCSSPageSize": True}
        return base64.b64decode(self._call("Page.printToPDF", **size)["data"])

    def press(self, key: str) -> None:
        """Press and release a key, such as Tab or Enter."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(key, "")
        common = {"key": key, "windowsVirtualKeyCode": codes[key]}
        self._call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self._call("Input.dispatchKeyEvent", type="keyUp", **common)

    def accessibility(self) -> list[Json]:
        """The tree that assistive programs are given, as a list of nodes."""
        nodes: list[Json] = self._call("Accessibility.getFullAXTree")["nodes"]
        return nodes

    def _call(self, method: str, **parameters: Any) -> Json:
        self._number += 1
        message: Json = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answers: list[Json] = []

        def answered() -> bool:
            return any(one.get("id") == message["id"] for one in answers)

        self._until(answered, answers)
        answer = next(one for one in answers if one.get("id") == message["id"])
        assert "error" not in answer, (method, answer["error"])
        result: Json = answer["result"]
        return result

    def _until(self, done: Any, seen: list[Json] | None = None) -> None:
        end = time.monotonic() + SECONDS
        while not done():
            message = self._next(end)
            if seen is not None:
                seen.append(message)
            self._note(message)

    def _next(self, end: float) -> Json:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise TimeoutError("Chromium did not answer in time")
            data = os.read(self._read, 1 << 20)
            if not data:
                raise EOFError("Chromium ended")
            self._buffer += data
        message, self._buffer = self._buffer.split(b"\0", 1)
        value: Json = json.loads(message)
        return value

    def _note(self, message: Json) -> None:
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
            self._asked[parameters["requestId"]] = parameters["request"]["url"]
        elif method == "Network.loadingFailed" and parameters.get("blockedReason") == "csp":
            self.requests.remove(self._asked[parameters["requestId"]])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(f"console.{parameters['type']}: {parameters['args']}")
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.complaints.append(str(parameters["entry"].get("text")))
