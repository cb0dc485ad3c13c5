"""The slice of Drive v3 that gspread and this project use: files get, list, create, copy, update, delete, export.

Recorded: create, get, list by name, copy, delete, export as CSV, comments. Only the four fields kind, id, name and
mimeType are said without ``fields`` [recorded]. ``version`` may lag behind (``Store.version_lag``), as Google's does.
"""

from __future__ import annotations

import csv
import io
import re

from tests.google import masks
from tests.google.answers import Answer, Call, GoogleError, Unknown
from tests.google.model import SPREADSHEET, Book, File, Json, Store
from tests.google.shown import formatted

_FILE = re.compile(r"^/drive/v3/files/([^/]+)(/[a-z]+)?$")
_TERM = re.compile(r"""^(name|mimeType|trashed|appProperties)\s*(=|!=|contains|has)\s*(.+)$""", re.IGNORECASE)
PLAIN = "kind,id,name,mimeType"


def answer(store: Store, call: Call) -> Answer:
    """The answer to a call below /drive/v3. Raises GoogleError in Drive's own shape."""
    if call.path == "/drive/v3/files":
        if call.method == "GET":
            return _listed(store, call)
        if call.method == "POST":
            return _described(create(store, call.body or {}), call, store)
    match = _FILE.match(call.path)
    if not match:
        raise Unknown(f"{call.method} {call.path}")
    file_id, rest = match.groups()
    file = store.files.get(file_id)
    book = store.books.get(file_id)
    if file is None or (book is not None and book.access == "none"):
        raise not_found(file_id)
    if rest is None:
        if call.method == "GET":
            return _described(file, call, store)
        if call.method == "DELETE":
            _must_write(book)
            store.forget(file_id)
            return Answer(204, b"", {"Content-Type": "text/html"})
        if call.method == "PATCH":
            _must_write(book)
            return _described(_updated(store, file, call.body or {}), call, store)
    if rest == "/copy" and call.method == "POST":
        return _described(copy(store, file, call.body or {}), call, store)
    if rest == "/export" and call.method == "GET":
        return _exported(store, file_id, call.one("mimeType"))
    if rest == "/comments" and call.method == "GET":
        said: Json = {"comments": list(file.comments)}
        return Answer.json(masks.picked(said, masks.parse(call.one("fields"))))
    raise Unknown(f"{call.method} /drive/v3/files/…{rest or ''}")


def not_found(file_id: str) -> GoogleError:
    """Drive's 404 has its own shape."""
    message = f"File not found: {file_id}."
    return GoogleError(
        404, message,
        drive={"message": message, "domain": "global", "reason": "notFound", "location": "fileId", "locationType": "parameter"},
    )  # fmt: skip


def _must_write(book: Book | None) -> None:
    if book is not None and book.access == "reader":
        message = "The user does not have sufficient permissions for this file."
        raise GoogleError(
            403, message, drive={"message": message, "domain": "global", "reason": "insufficientFilePermissions"}
        )


def create(store: Store, body: Json) -> File:
    """files.create of metadata: of a spreadsheet, an empty one comes with it."""
    mime = body.get("mimeType") or "application/octet-stream"
    name = body.get("name") or "Untitled"
    if mime == SPREADSHEET:
        book = store.new_book(name)
        file = store.files[book.id]
    else:
        file = File(store.new_id("file"), name, mime, store.clock(), store.clock())
        store.files[file.id] = file
    file.parents = list(body.get("parents") or [])
    file.properties = dict(body.get("appProperties") or {})
    return file


def copy(store: Store, file: File, body: Json) -> File:
    """files.copy: a spreadsheet with all its tabs under a new id."""
    name = body.get("name") or f"Copy of {file.name}"
    book = store.books.get(file.id)
    new_id = store.new_id("file")
    if book is None:
        made = File(new_id, name, file.mime, store.clock(), store.clock(), content=file.content)
        store.files[new_id] = made
    else:
        twin = book.copy()
        twin.id, twin.access = new_id, "owner"
        twin.properties = twin.properties | {"title": name}
        for sheet in list(twin.sheets):
            twin.edit(sheet.id)
        store.keep(twin)
        made = store.files[new_id]
    made.comments = list(file.comments) if body.get("copyComments") else []
    return made


def _updated(store: Store, file: File, body: Json) -> File:
    if unknown := set(body) - {"name", "appProperties"}:
        raise Unknown(f"files.update of {', '.join(sorted(unknown))}")
    file.properties = file.properties | (body.get("appProperties") or {})
    if "name" in body:
        file.name = body["name"]
        if file.id in store.books:
            with store.change(file.id) as book:
                book.properties = book.properties | {"title": body["name"]}
    return file


def described(file: File, store: Store) -> Json:
    """Everything that this server knows of a file, before the field mask."""
    book = store.books.get(file.id)
    access = book.access if book is not None else "owner"
    said: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "version": str(max(1, file.version - store.version_lag)),
        "trashed": False,
        "ownedByMe": access == "owner",
        "capabilities": {"canEdit": access in ("owner", "writer"), "canCopy": True},
    }
    if file.properties:
        said["appProperties"] = file.properties
    if file.parents:
        said["parents"] = file.parents
    if file.mime == SPREADSHEET:
        said["webViewLink"] = f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    return said


def _described(file: File, call: Call, store: Store) -> Answer:
    return Answer.json(masks.picked(described(file, store), masks.parse(call.one("fields") or PLAIN)))


def _listed(store: Store, call: Call) -> Answer:
    terms = [term.strip() for term in re.split(r"\s+and\s+", call.one("q").replace("+", " "))] if call.one("q") else []
    files = [file for file in store.files.values() if all(_meets(file, term) for term in terms) and _seen(store, file)]
    # The newest first, as Drive lists them unless it is asked otherwise [recorded].
    files.sort(key=lambda file: file.modified, reverse=True)
    said: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [described(file, store) for file in files],
    }
    mask = masks.parse(call.one("fields") or f"kind,incompleteSearch,nextPageToken,files({PLAIN})")
    return Answer.json(masks.picked(said, mask))


def _seen(store: Store, file: File) -> bool:
    book = store.books.get(file.id)
    return book is None or book.access != "none"


def _meets(file: File, term: str) -> bool:
    match = _TERM.match(term)
    if not match:
        if parent := re.match(r"""^['"](.+)['"]\s+in\s+parents$""", term):
            return parent[1] in file.parents
        raise Unknown(f"files.list with q={term}")
    name, op, text = match.groups()
    text = text.strip()
    if name == "trashed":
        return text == "false"
    if name == "appProperties":
        pair = re.match(r"""^\{\s*key\s*=\s*['"](.*?)['"]\s+and""", text)
        raise Unknown(f"files.list with q={term}" if pair is None else "files.list by appProperties")
    text = text.strip("'\"").replace("\\'", "'")
    held = file.mime if name.lower() == "mimetype" else file.name
    if op == "contains":
        return text.lower() in held.lower()
    return (held == text) if op == "=" else (held != text)


def _exported(store: Store, file_id: str, mime: str) -> Answer:
    book = store.books.get(file_id)
    if book is None:
        message = "Export only supports Docs Editors files."
        raise GoogleError(403, message, drive={"message": message, "domain": "global", "reason": "fileNotExportable"})
    if mime not in ("text/csv", "text/tab-separated-values"):
        raise Unknown(f"files.export as {mime}")
    text = as_text(book, "," if mime == "text/csv" else "\t")
    return Answer(200, text.encode(), {"Content-Type": mime, "Content-Disposition": "attachment"})


def as_text(book: Book, separator: str) -> str:
    """The first tab as CSV or TSV, as it is shown, up to the last cell with a value; no line end at the end [recorded]."""
    sheet = book.sheets[0]
    locale = str(book.properties.get("locale", ""))
    held = [(row, column, cell) for row, column, cell in sheet.cells() if cell.value is not None]
    width = max((column + 1 for _, column, _ in held), default=0)
    rows = [[""] * width for _ in range(max((row + 1 for row, _, _ in held), default=0))]
    for row, column, cell in held:
        rows[row][column] = formatted(cell.shown, cell.format, locale)
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().removesuffix("\r\n")
