"""``make google-contract SHEET=…``: what Google itself says, recorded, and where the loopback server says something else.

SHEET is the link of an empty spreadsheet made for this, picked with ``operating-brief connect`` before, or shared with
the service account. It must be in the United States' English. Each conversation works on tabs of its own and deletes
them again; there are waits, since Google takes sixty requests a minute.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import requests
from google.auth.transport.requests import AuthorizedSession

from sheets.errors import SheetsError
from sheets.google import sign_in
from sheets.place import GoogleSheet, place
from tests.google.contract import conversing
from tests.google.contract.loopback import Loopback
from tests.google.contract.scenarios import SCENARIOS

HOST = "https://sheets.googleapis.com"
#: Seconds between two requests: sixty a minute are allowed.
PAUSE = 1.1


def main(arguments: list[str] | None = None) -> int:
    """Record, compare and tell. 0 where both sides agree."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sheet", help="the link of an empty Google Sheet")
    asked.add_argument("--out", type=Path, default=Path("build/google-contract"), help="where the recordings go")
    asked.add_argument("--pause", type=float, default=PAUSE, help=argparse.SUPPRESS)
    said = asked.parse_args(arguments)
    try:
        sheet = place(said.sheet)
        if not isinstance(sheet, GoogleSheet):
            print(f"{said.sheet} is a file, not the link of a Google Sheet.", file=sys.stderr)
            return 2
        return run(sheet.id, said.out, said.pause)
    except SheetsError as error:
        print(error.message("en"), file=sys.stderr)
        return 1
    except requests.RequestException as error:
        print(f"Google could not be reached ({type(error).__name__}). Run it again.", file=sys.stderr)
        return 1


def run(id: str, out: Path, pause: float) -> int:
    """Have every conversation with Google and with the loopback server."""
    google = _Google(pause)
    refusal = _unfit(google, id)
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    there = conversing.all_of(google.ask, id, lambda name: print(f"  {name}", flush=True))
    with Loopback() as loopback:
        here = conversing.all_of(loopback.ask, loopback.id)
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for number, scenario in enumerate(SCENARIOS, 1):
        name = re.sub(r"\W+", "_", scenario.name)[:60]
        kept = conversing.as_file(scenario.name, scenario.asks, there[scenario.name])
        (out / f"{number:02}_{name}.json").write_text(kept, "utf-8")
        found += list(conversing.differences(scenario.name, there[scenario.name], here[scenario.name]))
    (out / "differences.json").write_text(json.dumps([_as_json(one) for one in found], indent=1), "utf-8")
    unlike = {one.scenario for one in found}
    print(f"\n{len(SCENARIOS) - len(unlike)} of {len(SCENARIOS)} conversations alike; recorded in {out}.")
    for one in found:
        print(f"  {one.scenario}, request {one.step}, {one.where}: Google {one.one}, loopback {one.other}")
    for scenario in SCENARIOS:
        if scenario.asks:
            print(f"  To be read by a person, {scenario.asks}: {scenario.name}")
    return 1 if found else 0


class _Google:
    """Google, asked as the one who is signed in, slowly."""

    def __init__(self, pause: float) -> None:
        self._session = AuthorizedSession(sign_in.credentials())
        self._pause = pause

    def ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """One request. Too many a minute are told by 429 and asked again after one."""
        for _ in range(3):
            time.sleep(self._pause)
            answer = self._session.request(method, HOST + path, json=body, timeout=(10, 180))
            if answer.status_code != 429:
                break
            time.sleep(60 * bool(self._pause))
        try:
            return answer.status_code, answer.json()
        except ValueError:
            return answer.status_code, answer.text[:200]


def _unfit(google: _Google, id: str) -> str:
    """Why this spreadsheet is not the one to do this with, ``""`` where it is."""
    status, book = google.ask("GET", f"/v4/spreadsheets/{id}?fields=properties(locale),sheets(properties(title))", None)
    if status != 200:
        return f"Google answers {status}. Pick the sheet with `operating-brief connect`, or share it."
    titles = [tab["properties"]["title"].replace("'", "''") for tab in book["sheets"]]
    ranges = "&".join(f"ranges='{requests.utils.quote(title)}'" for title in titles)
    _, values = google.ask("GET", f"/v4/spreadsheets/{id}/values:batchGet?{ranges}", None)
    if not conversing.empty_of(values):
        return "There is something in this spreadsheet. Make an empty one for this."
    if book["properties"].get("locale") != "en_US":
        return "Set the spreadsheet's locale to United States (File > Settings): the conversations begin with it."
    return ""


def _as_json(one: conversing.Difference) -> dict[str, Any]:
    return {"scenario": one.scenario, "request": one.step, "where": one.where, "google": one.one, "loopback": one.other}


if __name__ == "__main__":
    raise SystemExit(main())
