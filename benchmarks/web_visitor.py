"""Someone with a browser's cookies and one kept connection: as little work as a client can do."""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from collections.abc import Mapping
from typing import Any


class Visitor:
    """One person; not to be shared between threads."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.connection = http.client.HTTPConnection(host, port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page, to its last byte."""
        return self._send("GET", path, None, {})

    def post_json(self, path: str, said: Mapping[str, Any]) -> tuple[int, bytes]:
        """What a page's script sends, with the token that its page carries."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token, "Accept": "application/json"}
        return self._send("POST", path, json.dumps(said).encode(), headers)

    def sign_in(self, user: str, password: str) -> None:
        """By the site's own form."""
        self._take_token(self.get("/login/")[1])
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, "login": user, "password": password}).encode()
        status, _body = self._send("POST", "/login/", form, {"Content-Type": "application/x-www-form-urlencoded"})
        if status != 302 or "sessionid" not in self.cookies:
            raise AssertionError(f"{user} could not sign in: {status}")
        self._take_token(self.get("/")[1])

    def _take_token(self, page: bytes) -> None:
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if found is None:
            raise AssertionError("the page carries no token")
        self.token = found.group(1).decode()

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookies, **headers})
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read()
