"""A call to the server, its answer, and Google's own error bodies as they were recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

Json = dict[str, Any]

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


@dataclass
class Answer:
    """What goes back. ``cut``: the connection is broken after so many bytes of the body (0: before the status line)."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    _said: Any = None

    @classmethod
    def json(cls, said: Any, status: int = 200) -> Answer:
        """An answer as JSON, as both APIs give it."""
        return cls(status, msgspec.json.encode(said), {"Content-Type": "application/json; charset=UTF-8"}, _said=said)

    @classmethod
    def error(cls, status: int, message: str, *, code: str = "", details: list[Json] | None = None) -> Answer:
        """An error of the Sheets API: its body is recorded for 400, 403 and 404."""
        said: Json = {"code": status, "message": message, "status": code or STATUS.get(status, "UNKNOWN")}
        if details:
            said["details"] = details
        return cls.json({"error": said}, status)

    @property
    def said(self) -> Any:
        """The body decoded, None where it is no JSON."""
        if self._said is not None:
            return self._said
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            return None


@dataclass
class Call:
    """One request as it came, and what became of it.

    ``path`` is decoded; ``query`` has every value of a name; ``body`` is the JSON, ``raw`` the bytes as they came.
    ``status`` is 0 until it is answered, or where the line was cut; ``answer`` is the JSON that a write or a refused call
    was answered, or would have been.
    """

    method: str
    path: str
    query: dict[str, list[str]]
    raw: bytes = b""
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    answer: Any = None

    def one(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]

    @property
    def host(self) -> str:
        """The host that was asked: Google's where a proxy brought the call here."""
        return self.headers.get("host", "").partition(":")[0]

    @property
    def file(self) -> str:
        """The id of the file that a call to either API names, else an empty text."""
        if self.path.startswith("/drive/v3/files/"):
            return self.path.split("/")[4]
        return self.spreadsheet

    @property
    def spreadsheet(self) -> str:
        """The id of the spreadsheet that a call to the Sheets API names, else an empty text."""
        parts = self.path.split("/")
        if len(parts) > 3 and parts[2] == "spreadsheets":
            return parts[3].partition(":")[0]
        return ""

    @property
    def requests(self) -> list[Json]:
        """The requests of a batchUpdate, else none."""
        if self.method == "POST" and self.path.endswith(":batchUpdate") and "/values" not in self.path:
            return list((self.body or {}).get("requests", ()))
        return []

    @property
    def writes(self) -> bool:
        """It may change a spreadsheet."""
        return self.method != "GET" and not self.path.endswith(
            (":getByDataFilter", ":batchGetByDataFilter", "metadata:search")
        )


class GoogleError(Exception):
    """Google refuses. ``drive``: in the shape of Drive v3, which differs."""

    def __init__(
        self, status: int, message: str, *, code: str = "", details: list[Json] | None = None, drive: Json | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.details, self.drive = status, message, code, details, drive

    def answer(self) -> Answer:
        """The answer that says so."""
        if self.drive is not None:
            return Answer.json(
                {"error": {"errors": [self.drive], "code": self.status, "message": self.message}}, self.status
            )
        return Answer.error(self.status, self.message, code=self.code, details=self.details)


class Unknown(GoogleError):
    """This server does not know how Google would answer: 501, so that a test fails loudly."""

    def __init__(self, what: str) -> None:
        super().__init__(501, f"The loopback server does not know {what}.")
