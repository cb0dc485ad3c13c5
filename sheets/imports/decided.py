"""All columns of one file, each decided: how its cells are written into the tab, and what was assumed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from sheets import labels
from sheets.contract import Column
from sheets.errors import Text
from sheets.imports import styles, values
from sheets.imports.styles import AMOUNTS, DAYS, Habits, Survey
from sheets.imports.values import Reader
from sheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Tool:
    """What is known of how the tool writes: its name, and ``dates``, ``decimal`` and ``zone`` of the export."""

    name: str
    dates: Literal["", "d/m", "m/d"] = ""
    decimal: Literal["", ",", "."] = ""
    zone: str = ""


class Values:
    """The cells of a file as they are written into its tab.

    ``said`` tells what could not be proved by the file itself, and which cells were left as they are because nobody can
    know what they mean. ``guessed`` are the headers of dates of which nobody says whether the day comes first, each
    with one of them: the founder may be asked.
    """

    def __init__(
        self, columns: Collection[Column], headers: Mapping[str, str], survey: Survey, tool: Tool, habits: Habits
    ) -> None:
        said: list[Text | None] = []
        guessed: list[tuple[str, str]] = []
        # Where the tab has a column for it the currency goes there; elsewhere an amount in a foreign one must keep it.
        foreign = all(column.name != "currency" for column in columns) and survey.currencies - {habits.currency}
        named = len(survey.currencies) > 1 or bool(foreign)
        self._readers: dict[str, Reader] = {}
        for column in columns:
            header = headers.get(column.name, column.title.en)
            if column.kind in AMOUNTS and column.name in survey.amounts:
                number = styles.numbers(column, header, survey, tool.decimal, tool.name, habits)
                said.append(number.said)
                self._readers[column.name] = values.number_reader(column, number, named)
            elif column.kind in DAYS and column.name in survey.days:
                days = styles.days(column, header, survey, tool.dates, tool.name, habits)
                said.append(days.said)
                if days.order.assumed:
                    guessed.append((header, survey.days[column.name].doubtful.example))
                zone = ZoneInfo("UTC") if labels.is_in_utc(header) else ZoneInfo(tool.zone) if tool.zone else None
                self._readers[column.name] = values.day_reader(days, survey.days[column.name].timed, zone)
            else:
                zeros = column.name in survey.codes and survey.codes[column.name].zeros
                self._readers[column.name] = values.text_reader(column, zeros)
        self.said: tuple[Text, ...] = tuple(text for text in said if text)
        self.guessed = tuple(guessed)

    def cell(self, column: str, cell: Cell) -> Cell:
        """What is written into this column of the tab for this cell of the file; ``None`` for a blank one."""
        if cell is None or cell == "":
            return None
        return self._readers[column](cell)
