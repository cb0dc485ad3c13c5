"""Recorded conversations with the real Google, said again to this server: how many answers are the same?

A recording is a VCR file as gspread's own suite keeps them: ``interactions`` of a request and its response. What the
server is given beside the requests: the ids that Google chose, the address of the account, and which other
spreadsheets the account held by id and name, for what the recording never made it cannot know: they are empty here.
What is compared: the status and the whole body, with times and links masked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.google.answers import Answer, Call
from tests.google.model import Book, Json, Store
from tests.google.server import Server, called

#: What no server can know: when it was, and which parameters Google put into the link to a sheet.
MASKED = ("createdTime", "modifiedTime", "spreadsheetUrl", "webViewLink")


@dataclass(frozen=True, slots=True)
class Different:
    """One answer that is not the same. ``place`` counts the conversations of a recording from 1."""

    recording: str
    place: int
    asked: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to."""

    total: int
    different: tuple[Different, ...]

    @property
    def identical(self) -> int:
        return self.total - len(self.different)

    @property
    def share(self) -> float:
        """Identical answers, 0 to 1; 0 where there was nothing to compare."""
        return self.identical / self.total if self.total else 0.0


def recordings(folder: Path) -> list[Path]:
    """The recordings of a folder and the folders below it, by name."""
    return sorted(path for path in folder.rglob("*.json") if '"interactions"' in path.read_text("utf-8")[:200_000])


def replay(folder: Path) -> Replayed:
    """Say every recording of a folder again, each to a Google that holds nothing."""
    total = 0
    different: list[Different] = []
    for path in recordings(folder):
        conversation = json.loads(path.read_text("utf-8"))["interactions"]
        total += len(conversation)
        different += replayed(path.stem, conversation)
    return Replayed(total, tuple(different))


def replayed(name: str, conversation: list[Json]) -> list[Different]:
    """The answers of one recording that are not the same."""
    server = Server(Store())
    server.store.user = _account(conversation) or server.store.user
    made: set[str] = set()
    different = []
    for place, one in enumerate(conversation, start=1):
        request, response = one["request"], one["response"]
        call = called(request["method"], request["uri"], _bytes(request.get("body")), _headers(request))
        expected = _text(response["body"])
        for kind, value in _chosen(call, expected):
            server.store.give(kind, value)
            made |= {value} if kind == "file" else set()
        _hold_others(server.store, call, response["status"]["code"], expected, made)
        before = len(server.violations)
        answer = server.answer(call)
        reason = _reason(answer, response["status"]["code"], expected)
        if not reason and answer.status < 400:
            # An answer that Google's schema does not allow is wrong even where it is the recorded one.
            reason = "; ".join(server.violations[before:])
        if reason:
            different.append(Different(name, place, f"{call.method} {urlsplit(request['uri']).path}", reason))
    return different


# --- what the server is given


def _chosen(call: Call, expected: str) -> Iterator[tuple[str, Any]]:
    """The ids that Google chose in this answer, by kind."""
    said = _decoded(expected)
    if not isinstance(said, dict):
        return
    if (call.method == "POST" and call.path == "/drive/v3/files") or call.path.endswith("/copy"):
        yield "file", said.get("id")
    if call.method == "POST" and call.path == "/v4/spreadsheets":
        yield "file", said.get("spreadsheetId")
    for reply in said.get("replies", ()):
        if "addSheet" in reply:
            yield "sheet", reply["addSheet"]["properties"]["sheetId"]
        if "duplicateSheet" in reply:
            yield "sheet", reply["duplicateSheet"]["properties"]["sheetId"]
        if "addNamedRange" in reply:
            yield "named", reply["addNamedRange"]["namedRange"]["namedRangeId"]
        if "addProtectedRange" in reply:
            yield "protected", reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
        if "createDeveloperMetadata" in reply:
            yield "metadata", reply["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
        if "addBanding" in reply:
            yield "banding", reply["addBanding"]["bandedRange"]["bandedRangeId"]


def _account(conversation: list[Json]) -> str:
    """The address of the account that was recorded: the one that may edit what it protected itself."""
    for one in conversation:
        said = _decoded(_text(one["response"]["body"]))
        for sheet in said.get("sheets", ()) if isinstance(said, dict) else ():
            for entry in sheet.get("protectedRanges", ()):
                for user in entry.get("editors", {}).get("users", ()):
                    return str(user)
    return ""


def _hold_others(store: Store, call: Call, status: int, expected: str, made: set[str]) -> None:
    """Put what the account held, and the recording never made, into the store: an id and a name each."""
    said = _decoded(expected)
    if not isinstance(said, dict) or call.method != "GET":
        return
    if status == 403 and call.file not in store.books:
        # Not shared: it was there, of somebody else.
        store.keep(Book(call.file, access="none"))
    if status != 200:
        return
    listed = said.get("files") if call.path == "/drive/v3/files" else None
    for one in listed if listed is not None else [said]:
        name = one.get("name") or (one.get("properties") or {}).get("title")
        file_id = one.get("id") or call.file
        if file_id and name and file_id not in store.files and file_id not in made:
            store.new_book(name, id=file_id)
            store.files[file_id].modified = one.get("modifiedTime", "")
    if listed is not None and "name" not in call.one("q"):
        for file_id in set(store.files) - {one["id"] for one in listed} - made:
            store.forget(file_id)


# --- comparing


def _reason(answer: Answer, status: int, expected: str) -> str:
    """Why an answer differs from the recorded one, an empty text where it does not."""
    if answer.status != status:
        return f"status {answer.status}, recorded {status}: {answer.body[:200].decode(errors='replace')}"
    recorded = _decoded(expected)
    if recorded is None:
        # Not JSON: an empty body or an exported text.
        got = answer.body.decode(errors="replace")
        return "" if got == expected else f"text {got[:100]!r}, recorded {expected[:100]!r}"
    return _difference(answer.said, recorded, "")


def _difference(got: Any, recorded: Any, where: str) -> str:
    if isinstance(got, dict) and isinstance(recorded, dict):
        for name in sorted(set(got) | set(recorded)):
            if name in MASKED and name in got and name in recorded:
                continue
            path = f"{where}.{name}" if where else name
            if name not in recorded:
                return f"{path}: {_short(got[name])}, not recorded"
            if name not in got:
                return f"{path}: missing, recorded {_short(recorded[name])}"
            if found := _difference(got[name], recorded[name], path):
                return found
        return ""
    if isinstance(got, list) and isinstance(recorded, list):
        for place, (mine, theirs) in enumerate(zip(got, recorded, strict=False)):
            if found := _difference(mine, theirs, f"{where}[{place}]"):
                return found
        return "" if len(got) == len(recorded) else f"{where}: {len(got)} of {len(recorded)} recorded"
    same = got == recorded and isinstance(got, bool) == isinstance(recorded, bool)
    return "" if same else f"{where}: {_short(got)}, recorded {_short(recorded)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "..."


# --- the file's format


def _text(body: Any) -> str:
    if isinstance(body, dict):
        body = body.get("string", "")
    if isinstance(body, bytes):
        return body.decode(errors="replace")
    return str(body or "")


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else _text(body).encode()


def _headers(request: Json) -> dict[str, str]:
    return {
        name.lower(): (value[0] if isinstance(value, list) else value)
        for name, value in (request.get("headers") or {}).items()
    }


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


# --- the command


def told(result: Replayed) -> str:
    """The result as lines: identical and total first, then what differs and why."""
    lines = [f"{result.identical} of {result.total} answers identical ({result.share:.2%})"]
    lines += [f"{one.recording} #{one.place}  {one.asked}\n    {one.reason}" for one in result.different]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """``python -m tests.google.replay DIR``: 0 where there is something to compare, 2 where there is not."""
    folder = Path(arguments[0]) if arguments else Path("../shared/corpus/google/recordings")
    if not folder.is_dir() or not recordings(folder):
        print(f"There are no recordings in {folder}.", file=sys.stderr)
        return 2
    print(told(replay(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
