"""Meta Business Suite's Instagram content export: one row per post, its figures since it was published."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.summed import summed
from sheets.imports.words import is_nothing, text

_A_PART = Text(
    "a day of a post whose whole stands in another row", "un día de una publicación que está completa en otra fila"
)
_NAMELESS = Text("a row without a post", "una fila sin publicación")


def _posts(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return summed(EXPORT, sheet, _whole(records), by=("campaign_id",), add=("impressions",), people=("social_reach",))


def _whole(records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each post's row of its whole life; where it has none, its days."""
    rows = list(records)
    lasting = {text(row.values.get("campaign_id")) for row in rows if _is_lifetime(row)}
    for row in rows:
        post = text(row.values.get("campaign_id"))
        if is_nothing(post):
            yield Left(row.row, _NAMELESS)
        elif post in lasting and not _is_lifetime(row):
            yield Left(row.row, _A_PART)
        else:
            yield Record(row.row, {**row.values, "channel": "instagram"})


def _is_lifetime(row: Record) -> bool:
    return text(row.values.get("_date")).lower() == "lifetime"


EXPORT = Export(
    key="instagram_content",
    tool="Instagram",
    kind=Text("Instagram content export", "la exportación de contenido de Instagram"),
    table="campaigns",
    needs=(("Post ID",), ("Publish time",), ("Permalink", "Account username", "Post type")),
    columns={
        "Post ID": "campaign_id",
        "Description": "name",
        "Publish time": "starts_at",
        "Permalink": "link",
        "Date": "_date",
        "Views": "impressions",
        "Reach": "social_reach",
    },
    shape=_posts,
    also_makes=("channel",),
    identity=("campaign_id",),
    dates="m/d",
    decimal=".",
    seen="public code",
    quirks=(
        "month before day, as the tool writes it",
        "thousands in quotation marks, byte order mark",
        "Date is \u201cLifetime\u201d; where rows of single days stand beside it, they are left out",
        "line breaks and emoji in the description",
    ),
)

EXPORTS = (EXPORT,)
