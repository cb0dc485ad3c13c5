"""The roles of our tabs and how each looks; every role is complete in itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.tokens import LIGHT
from sheets.grid import Style

_BODY = Style(size=10, color=LIGHT.ink, valign="vcenter", wrap=True, fill=LIGHT.panel)
_ROW = replace(_BODY, border="bottom", border_color=LIGHT.line)
_MUTED = replace(_BODY, size=9, color=LIGHT.muted)
_HEAD = replace(_BODY, size=9, color=LIGHT.muted, valign="bottom", border="bottom", border_color=LIGHT.muted)
_BAND = Style(size=10, color=LIGHT.on_accent, fill=LIGHT.accent)
_CARD = Style(size=9, color=LIGHT.muted, fill=LIGHT.background, wrap=True, indent=1, valign="top")
_CHIP = Style(size=9, bold=True, align="left", indent=1, border="bottom", border_color=LIGHT.panel, wrap=True)
_INPUT = replace(_ROW, border="top bottom left right", unlocked=True, indent=1)


def _chip(color: str, fill: str) -> Style:
    return replace(_CHIP, color=color, fill=fill)


STYLES: Mapping[str, Style] = {
    "body": _BODY,
    "band": _BAND,
    "title": replace(_BAND, size=20, bold=True),
    "title_side": replace(_BAND, size=11, bold=True, align="right", indent=1),
    "subtitle": replace(_BAND, size=11),
    "table_title": replace(_BAND, size=16, bold=True, indent=1),
    "table_subtitle": replace(_BAND, size=9, indent=1, valign="top"),
    "muted": _MUTED,
    "muted_right": replace(_MUTED, align="right", valign="bottom", border="bottom", border_color=LIGHT.muted),
    "heading": replace(
        _BODY, size=12, bold=True, valign="bottom", border="bottom", border_color=LIGHT.muted, wrap=False
    ),
    "head": _HEAD,
    "head_right": replace(_HEAD, align="right", indent=1),
    "sentence": replace(_BODY, size=11, valign="top"),
    "row": _ROW,
    "row_top": replace(_ROW, valign="top"),
    "row_bold": replace(_ROW, bold=True),
    "row_problem": replace(_ROW, color=LIGHT.critical),
    "row_muted": replace(_ROW, size=9, color=LIGHT.muted),
    "row_muted_right": replace(_ROW, size=9, color=LIGHT.muted, align="right", indent=1),
    "row_number": replace(_ROW, color=LIGHT.muted, align="left"),
    "input_muted": replace(_ROW, size=9, color=LIGHT.muted, unlocked=True),
    "row_right": replace(_ROW, align="right"),
    "row_link": replace(_ROW, size=9, color=LIGHT.accent, indent=1),
    "head_indented": replace(_HEAD, indent=1),
    "number_link": replace(_ROW, size=9, color=LIGHT.accent, wrap=False),
    "row_link_right": replace(_ROW, size=9, color=LIGHT.accent, align="right"),
    "units": replace(_ROW, align="right", indent=1, wrap=False, number="#,##0"),
    "days": replace(_ROW, align="right", indent=1, wrap=False, number="#,##0.0"),
    "money": replace(_ROW, align="right", indent=1, wrap=False, number="#,##0"),
    "date": replace(_ROW, size=9, color=LIGHT.muted, number="yyyy-mm-dd"),
    "small": replace(_BODY, size=9, color=LIGHT.muted, valign="top"),
    "label": replace(_ROW, size=9, bold=True, color=LIGHT.muted, valign="top"),
    "card": _CARD,
    "card_first": replace(_CARD, border="left"),
    "card_value": replace(_CARD, size=15, bold=True, color=LIGHT.ink, wrap=False, valign="vcenter"),
    "card_value_first": replace(
        _CARD, size=15, bold=True, color=LIGHT.ink, wrap=False, valign="vcenter", border="left"
    ),
    "card_value_small": replace(_CARD, size=12, bold=True, color=LIGHT.ink),
    "card_value_small_first": replace(_CARD, size=12, bold=True, color=LIGHT.ink, border="left"),
    "input": _INPUT,
    "input_date": replace(_INPUT, number="yyyy-mm-dd"),
    "input_head": replace(_HEAD, color=LIGHT.accent, bold=True, indent=1),
    "input_problem": replace(_INPUT, color=LIGHT.critical),
    "kept": Style(size=10, color=LIGHT.ink),
    "end": Style(size=8, number=";;;"),
    "key": replace(_MUTED, wrap=False),
    "key_head": replace(_HEAD, wrap=False),
    "series": replace(_MUTED, wrap=False, number="#,##0", align="right"),
    "critical": _chip(LIGHT.critical, LIGHT.critical_soft),
    "warning": _chip(LIGHT.warning, LIGHT.warning_soft),
    "info": _chip(LIGHT.info, LIGHT.info_soft),
    "good": _chip(LIGHT.good, LIGHT.good_soft),
    "quiet": _chip(LIGHT.muted, LIGHT.quiet_soft),
}

#: Product categories by the chip they wear.
CATEGORY_STYLE = {
    "push": "good",
    "fix": "warning",
    "protect": "critical",
    "clear": "info",
    "learn": "quiet",
    "steady": "quiet",
    "not_on_sale": "quiet",
    "cant_read": "quiet",
}
#: A source's status: its shape, so that colour is never alone, and its chip.
STATUS_SHAPE = {"green": "●", "amber": "◆", "red": "■", "grey": "○"}
STATUS_STYLE = {"green": "good", "amber": "warning", "red": "critical", "grey": "quiet"}
#: A variant's risk by the chip it wears, the most pressing first.
RISK_STYLE = {
    "oversold": "critical",
    "out": "critical",
    "low": "warning",
    "unknown": "quiet",
    "ok": "good",
    "off": "quiet",
}
