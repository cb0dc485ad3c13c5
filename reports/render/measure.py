"""How much room a text takes: merged cells are not fitted by any spreadsheet, so rows are given their height here.

Advance widths are those of Helvetica, which Arial and Liberation Sans share, in thousandths of the type size.
"""

from __future__ import annotations

import math
import unicodedata

_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;[]\\ft·I\N{NO-BREAK SPACE}",
    333: "()-r`“”‘’«»",
    355: '"',
    389: "*",
    500: "ckszvxyJ",
    556: "#$0123456789?_abdeghnopquL–¿",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
#: Of letters that are not in the table (shapes, arrows, emoji): wide, so that a row is rather too high.
_OTHER = 1000
#: How much wider bold is.
_BOLD = 0.09
#: A spreadsheet's pixels are 96 to the inch; a point is 1/72.
_PIXELS_A_POINT = 96 / 72
#: Cell padding left and right together. Where neither Arial nor Liberation Sans is installed, what stands in for
#: them (DejaVu Sans) is up to a sixth wider: a row rather has room to spare than text cut off.
_PADDING, _SLACK = 8, 1.16
#: From type size to line height, and what stands above and below the text, in points.
_LEADING, _ABOVE_BELOW = 1.28, 5.0


def text_pixels(text: str, size: float, *, bold: float = 0.0) -> float:
    """The width of one line of text, in the widest type that may stand in; ``bold`` is the share of it that is bold."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    points = sum(_WIDTH.get(letter, _OTHER) for letter in plain) / 1000 * size
    return points * _PIXELS_A_POINT * (1 + _BOLD * bold) * _SLACK


def column_pixels(width: float) -> float:
    """The width of a column that is ``width`` digits wide."""
    return math.floor(width * 7) + 5


def lines_needed(text: str, size: float, pixels: float, *, bold: float = 0.0) -> int:
    """How many lines the text takes when it is wrapped at words into ``pixels``."""
    room = max(pixels - _PADDING, 1)
    return sum(_wrapped(paragraph, size, room, bold) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, size: float, room: float, bold: float) -> int:
    space, lines, used = text_pixels(" ", size, bold=bold), 1, 0.0
    for word in paragraph.split(" "):
        width = text_pixels(word, size, bold=bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            pieces = math.ceil(width / room)
            lines, width = lines + pieces - 1, width - (pieces - 1) * room
        used += width + (space if used else 0)
    return lines


def height_points(lines: int, size: float) -> float:
    """The height of a row that holds so many lines."""
    return round(lines * size * _LEADING + _ABOVE_BELOW, 1)
