"""spreadsheets.batchUpdate: all requests or none, on a working copy.

By the documentation: "If any request is not valid then the entire request will fail and nothing will be applied";
the replies stand in the order of the requests, ``{}`` where there is nothing to say [recorded].
"""

from __future__ import annotations

from collections.abc import Callable

from tests.google import (
    batch_cells,
    batch_copy,
    batch_dimensions,
    batch_metadata,
    batch_ranges,
    batch_rules,
    batch_sheets,
    masks,
    sheets_api_look,
)
from tests.google.answers import GoogleError, Unknown
from tests.google.formulas import recompute
from tests.google.model import MOST_CELLS, Book, Json, Store

Kind = Callable[[Store, Book, Json], Json | None]

#: Every kind of request that this server knows; ``evidence.py`` says for each what it follows.
KINDS: dict[str, Kind] = {
    **batch_cells.KINDS,
    **batch_copy.KINDS,
    **batch_dimensions.KINDS,
    **batch_metadata.KINDS,
    **batch_ranges.KINDS,
    **batch_rules.KINDS,
    **batch_sheets.KINDS,
}
made_sheet = batch_sheets.made_sheet
__all__ = ["KINDS", "made_sheet", "one", "recompute", "update"]


def one(store: Store, book: Book, kind: str, request: Json) -> Json:
    """Apply one request to a book that may be changed; its reply. Raises GoogleError, 501 for an unknown kind."""
    if kind not in KINDS:
        raise Unknown(f"the request {kind} of batchUpdate")
    said = KINDS[kind](store, book, request)
    return {} if said is None else {kind: said}


def update(store: Store, book: Book, body: Json, mask: masks.Mask = None) -> Json:
    """The answer of batchUpdate; the store holds the new state when it returns, and the old one when it raises."""
    requests = body.get("requests") or []
    if not requests:
        raise GoogleError(400, "Must specify at least one request.")
    work = book.copy()
    replies = []
    for place, request in enumerate(requests):
        kinds = list(request)
        if len(kinds) != 1:
            raise GoogleError(
                400, f"Invalid requests[{place}]: {'No request set.' if not kinds else 'more than one request is set.'}"
            )
        before = work.cells
        try:
            replies.append(one(store, work, kinds[0], request[kinds[0]]))
        except GoogleError as error:
            if error.status == 400 and not error.message.startswith("Invalid requests["):
                error.message = f"Invalid requests[{place}].{kinds[0]}: {error.message}"
            raise
        if work.cells > MOST_CELLS and work.cells > before:
            raise GoogleError(
                400,
                f"Invalid requests[{place}].{kinds[0]}: This action would increase the number of cells in the workbook "
                f"above the limit of {MOST_CELLS} cells.",
            )
    recompute(work)
    answer: Json = {"spreadsheetId": book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = sheets_api_look.spreadsheet(
            store,
            work,
            body.get("responseRanges") or [],
            bool(body.get("responseIncludeGridData")),
            masks.below(mask, "updatedSpreadsheet"),
        )
    store.keep(work)
    return answer
