"""Firefox over WebDriver BiDi, on its own debugging port: nothing stands between."""

import base64
import itertools
import json
import re
import subprocess

from websocket import create_connection

SECONDS = 60
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One window, with those commands of selenium's that the tests use."""

    def __init__(self, program, profile):
        profile.mkdir()
        (profile / "user.js").write_text('user_pref("remote.active-protocols", 1);\n')
        command = [program, "--headless", "--no-remote", "--profile", str(profile)]
        self.process = subprocess.Popen(
            [*command, "--remote-debugging-port=0"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        listens = next(filter(None, map(_LISTENS.search, self.process.stderr)))
        self.numbers = itertools.count(1)
        self.log = []
        self.socket = create_connection(
            f"{listens[1]}/session", timeout=SECONDS, suppress_origin=True
        )
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.window = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method, **params):
        """The answer to a command; what the page logs meanwhile is kept."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "log.entryAdded":
                self.log.append(message["params"]["text"])
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]

    def get(self, address):
        self.send("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def size(self, width, height):
        viewport = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.window, viewport=viewport)

    def execute_script(self, script, *arguments):
        """What a function body returns, by way of JSON."""
        call = f"(function () {{ {script} }}).apply(null, {json.dumps(arguments)})"
        answer = self.send(
            "script.evaluate",
            expression=f"JSON.stringify({call} ?? null)",
            target={"context": self.window},
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, *keys):
        """Keys, one after the other, to whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": actions}
        self.send("input.performActions", context=self.window, actions=[source])

    def print_page(self):
        """The page as PDF."""
        printed = self.send("browsingContext.print", context=self.window, background=True)
        return base64.b64decode(printed["data"])

    def screenshot(self):
        """What is seen, as PNG."""
        taken = self.send("browsingContext.captureScreenshot", context=self.window)
        return base64.b64decode(taken["data"])

    def quit(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(SECONDS)
        self.process.stderr.close()
