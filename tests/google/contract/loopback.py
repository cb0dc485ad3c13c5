"""The loopback server as one side of the conversations."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any

from tests.google.server import Server, called


class Loopback:
    """A server of its own with an empty spreadsheet in it; ``id`` is the spreadsheet's."""

    def __init__(self) -> None:
        self.server = Server()
        status, made = self.ask("POST", "/v4/spreadsheets", {"properties": {"title": "Contract", "locale": "en_US"}})
        assert status == 200, made
        self.id: str = made["spreadsheetId"]

    def ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """One request, without a network."""
        raw = b"" if body is None else json.dumps(body).encode()
        answer = self.server.answer(called(method, path, raw, {}))
        return answer.status, answer.said

    def __enter__(self) -> Loopback:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.server.stop()
