"""The reasons for which a workbook may be refused. This list stands here and nowhere else.

A refusal whose sentence is none of these counts as harm: the founder was turned away without need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """``said`` is found in the English sentence that the founder reads."""

    name: str
    said: str


PERMITTED = (
    # closed by their owners: the brief goes to a companion file
    Reason("its structure is protected", r"The structure of this workbook is protected"),
    Reason("digitally signed", r"carries a digital signature"),
    Reason("shared, with recorded changes", r"shared workbook that records its changes"),
    Reason("marked as final", r"marked as final"),
    Reason("protected with a password", r"protected with a password"),
    Reason("to be changed with a password only", r"asks for a password before it may be changed"),
    Reason("to be opened read-only", r"asks to be opened read-only"),
    Reason("a table or a pivot table of the founder's on a tab of ours", r"put something of your own on it"),
    Reason("no room for one more cell format", r"as many cell formats as Excel allows"),
    # no workbook of this format
    Reason("no workbook", r"is not an? Excel workbook|is a package without a workbook|lists no tabs|is no workbook"),
    Reason("empty file", r"\bis empty\b"),
    Reason("older format of Excel", r"in an old format of Excel|the old \.xls format|Excel's present format"),
    Reason("binary workbook", r"binary workbook \(\.xlsb\)"),
    Reason("OpenDocument", r"is an OpenDocument file"),
    Reason("text under the name of a workbook", r"is a text file \(CSV\)|is a web page, not a workbook"),
    Reason("a companion file of ours", r"is a companion file that Operating Brief wrote"),
    # damaged or hostile: no copy of it without loss
    Reason("cut off", r"incomplete or damaged|is cut off|ends too early"),
    Reason("a part that cannot be unpacked or has a wrong checksum", r"has a part that cannot be read"),
    Reason("a part that is no sound XML", r"has a part that is no sound XML"),
    Reason("a list of tabs or names that cannot be read", r"list of tabs or names that cannot be read"),
    Reason("styles that nothing leads to", r"has styles that nothing leads to"),
    Reason("a document type of its own", r"has a part with a document type of its own"),
    Reason("two parts of one name", r"holds two parts named"),
    Reason("a part with a name that leads outside", r"holds a part whose name leads outside"),
    Reason("parts that lie over one another", r"parts that lie over one another"),
    Reason("encrypted members", r"has encrypted parts"),
    Reason("unknown compression", r"compressed in an unknown way"),
    Reason("larger than can be read safely", r"more than can be read safely"),
)


def permitted(sentence: str) -> Reason | None:
    """The reason that a sentence gives, ``None`` where it is not on the list."""
    return next((reason for reason in PERMITTED if re.search(reason.said, sentence)), None)
