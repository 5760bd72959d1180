"""A headless Chromium, controlled through the Chrome DevTools Protocol on a pipe. Requires Python 3.11."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]

# Maximum duration of a command in seconds.
TIMEOUT = 60


class BrowserError(Exception):
    """A failed command, or an exception in the page."""


def find_browser():
    """Returns the path of a browser, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browser:
    """A browser with one page."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory(prefix="bytescope-browser-", ignore_cleanup_errors=True)
        (commands, self.to), (self.source, events) = os.pipe(), os.pipe()
        # The browser reads from descriptor 3 and writes to 4.
        inherited = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, events)]
        os.close(commands)
        os.close(events)
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
            "--force-color-profile=srgb", f"--user-data-dir={self.profile.name}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        ]  # fmt: skip
        script = f'exec "$@" 3<&{inherited[0]} 4>&{inherited[1]}'
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", program, *options, "about:blank"],
            pass_fds=inherited, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in inherited:
            os.close(end)
        self.buffer, self.last, self.session = b"", 0, None
        self.errors, self.requests = [], []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (BrowserError, OSError):
            self.process.kill()
        self.process.wait(TIMEOUT)
        self.profile.cleanup()

    def receive(self, until):
        """Returns the next message."""
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.source], [], [], max(0, until - time.monotonic()))
            part = os.read(self.source, 1 << 16) if ready else b""
            if not part:
                raise BrowserError("no answer from the browser")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        """Sends a command and returns its result. Records errors and network requests of the page."""
        self.last += 1
        command = {"id": self.last, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.to, json.dumps(command).encode() + b"\0")
        until = time.monotonic() + TIMEOUT
        while True:
            message = self.receive(until)
            if message.get("id") == self.last:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                return message["result"]
            event, params = message.get("method"), message.get("params", {})
            if event == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description", details["text"]))
            elif event == "Log.entryAdded" and params["entry"]["level"] == "error":
                self.errors.append(params["entry"]["text"])
            elif event == "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])

    def open(self, path, hash=""):
        """Opens a page and waits for its script."""
        self.errors, self.requests = [], []
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=f"file://{os.path.abspath(path)}{hash}")
        until = time.monotonic() + TIMEOUT
        while self.run("document.readyState") != "complete" or self.run("location.protocol") != "file:":
            if time.monotonic() > until:
                raise BrowserError(f"{path} is not loaded")
            time.sleep(0.02)

    def run(self, script):
        """Returns the value of an expression in the page."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise BrowserError(done["exceptionDetails"].get("exception", {}).get("description", "exception"))
        return done["result"].get("value")

    def size(self, width, height, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def theme(self, name):
        """Sets the color scheme that the system prefers."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def click(self, selector, index=0):
        """Clicks the center of an element with the mouse."""
        box = self.run(
            f"(() => {{ const e = document.querySelectorAll({json.dumps(selector)})[{index}]; if (!e) return null;"
            "e.scrollIntoView({block: 'nearest'}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        if box is None:
            raise BrowserError(f"no element {selector} [{index}]")
        self.mouse("mouseMoved", *box)
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, *box, button="left", clickCount=1)

    def mouse(self, kind, x, y, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def key(self, key, shift=False):
        """Presses a key."""
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            more = text if kind == "keyDown" else {}
            codes = {"Enter": 13, "Escape": 27, "Tab": 9}
            code = {"windowsVirtualKeyCode": codes[key]} if key in codes else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, modifiers=8 if shift else 0, **more, **code)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def screenshot(self, path):
        shot = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def print(self, path):
        """Writes the page as PDF."""
        done = self.call("Page.printToPDF", printBackground=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(done["data"]))
