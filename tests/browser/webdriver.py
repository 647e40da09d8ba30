"""A real Chromium, driven over the W3C WebDriver protocol with nothing but the standard library."""

import base64
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


class Browser:
    """One window. Use as a context manager: it ends the browser and its driver whatever happens."""

    def __init__(self, width=1280, height=1400):
        self._profile = tempfile.mkdtemp(prefix="antiphon-chromium-")
        self._driver = None
        self._session = ""
        try:
            self._base = f"http://127.0.0.1:{self._start_driver()}"
            arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                         "--disable-component-update", "--disable-sync", f"--window-size={width},{height}", f"--user-data-dir={self._profile}"]
            options = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": arguments},
                                                        "goog:loggingPrefs": {"browser": "ALL"}}}}
            self._session = "/session/" + self._ask("POST", "/session", options)["sessionId"]
        except Exception:
            self.close()
            raise

    def _start_driver(self):
        """Its port. It takes a free port of IPv4 and ends when that is not free for IPv6, too: then another is tried."""
        said = []
        for _ in range(5):
            self._driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for line in self._driver.stdout:
                said.append(line)
                if "started successfully on port" in line:
                    return int(line.rstrip(".\n ").rsplit(" ", 1)[1])
            self._driver.wait()
        raise RuntimeError("chromedriver did not start:\n" + "".join(said))

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(self._base + path, method=method, headers={"Content-Type": "application/json"},
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, url):
        self._ask("POST", self._session + "/url", {"url": url})

    def run(self, script, *arguments):
        """The value that a piece of JavaScript returns."""
        return self._ask("POST", self._session + "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, claim, script, *arguments, seconds=15):
        """Until the script returns something true; an AssertionError that names the claim otherwise."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            value = self.run(script, *arguments)
            if value:
                return value
            # The page tells nobody outside of it, so this one place looks again.
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {claim}; the page says: {self.run('return document.body.innerText')[:800]!r}")

    def click(self, selector):
        element = self._ask("POST", self._session + "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"{self._session}/element/{next(iter(element.values()))}/click", {})

    def screenshot(self, path):
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(path).write_bytes(base64.b64decode(self._ask("GET", self._session + "/screenshot")))

    def complaints(self):
        """What the page wrote to the console as an error."""
        return [entry["message"] for entry in self._ask("POST", self._session + "/se/log", {"type": "browser"}) if entry["level"] == "SEVERE"]

    def close(self):
        try:
            if self._session:
                self._ask("DELETE", self._session)
        finally:
            if self._driver:
                self._driver.terminate()
                self._driver.wait(10)
            shutil.rmtree(self._profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
