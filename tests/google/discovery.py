"""Every request and every answer held to Google's own discovery documents.

The documents come with the installed google-api-python-client. Their schemas have no unions, so "exactly one of" is
added here by hand, from the documentation of each field. A request that breaks them is answered as Google would (400
"Invalid JSON payload received") and kept in ``Server.violations``, as is an answer of this server that breaks them.
"""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tests.google import masks
from tests.google.answers import Answer, Call, GoogleError, Json

#: Fields of which at most one may be set; with True, exactly one. By the documentation of each ("Union field").
UNIONS: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {
    "ExtendedValue": ((("numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"), False),),
    "UpdateCellsRequest": ((("start", "range"), True),),
    "ColorStyle": ((("rgbColor", "themeColor"), False),),
    "ConditionValue": ((("relativeDate", "userEnteredValue"), True),),
    "ConditionalFormatRule": ((("booleanRule", "gradientRule"), True),),
    "UpdateConditionalFormatRuleRequest": ((("rule", "newIndex"), True),),
    "DataFilter": ((("developerMetadataLookup", "a1Range", "gridRange"), True),),
    "DeveloperMetadataLocation": ((("spreadsheet", "sheetId", "dimensionRange"), False),),
    "FindReplaceRequest": ((("range", "sheetId", "allSheets"), True),),
    "AutoResizeDimensionsRequest": ((("dimensions", "dataSourceSheetDimensions"), True),),
    "UpdateDimensionPropertiesRequest": ((("range", "dataSourceSheetRange"), True),),
    "PasteDataRequest": ((("delimiter", "html"), True),),
    "AutoFillRequest": ((("range", "sourceAndDestination"), True),),
}
#: What the field mask of an update is a mask of, by the documentation of its ``fields``.
MASKED = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "appendCells": "CellData",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateDimensionProperties": "DimensionProperties",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateDeveloperMetadata": "DeveloperMetadata",
}
#: Lists longer than this are looked at in part: both ends and every so many items between.
LONG = 2_000


@dataclass
class Wrong:
    """What is wrong with a request, in Google's words."""

    message: str
    field: str = ""

    def error(self) -> GoogleError:
        """The refusal as it was recorded: with the field that is wrong among its details."""
        details = [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": self.field, "description": self.message}],
            }
        ]
        return GoogleError(400, self.message, details=details)


# --- the documents


@dataclass(frozen=True)
class Method:
    """One method of an API: its address, parameters and bodies."""

    id: str
    http: str
    path: re.Pattern[str]
    parameters: Json
    request: str
    response: str
    schemas: Json
    strict: bool


@cache
def document(name: str) -> Json:
    """A discovery document: ``sheets.v4`` or ``drive.v3``."""
    spec = importlib.util.find_spec("googleapiclient")
    assert spec is not None
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "discovery_cache" / "documents" / f"{name}.json"
    said: Json = json.loads(path.read_text("utf-8"))
    return said


@cache
def methods() -> tuple[Method, ...]:
    """All methods of both APIs, those with the longer address first."""
    found: list[Method] = []
    for name in ("sheets.v4", "drive.v3"):
        said = document(name)
        _collect(said, said, found)
    return tuple(sorted(found, key=lambda method: -len(method.path.pattern)))


def _collect(said: Json, resource: Json, found: list[Method]) -> None:
    for method in resource.get("methods", {}).values():
        address = "/" + said.get("servicePath", "") + method.get("flatPath", method["path"])
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(address))
        pattern = pattern.replace("(?P<spreadsheetId>.+)", "(?P<spreadsheetId>[^/:]+)")
        pattern = pattern.replace("(?P<fileId>.+)", "(?P<fileId>[^/]+)")
        found.append(
            Method(
                method["id"],
                method["httpMethod"],
                re.compile(pattern),
                said["parameters"] | method.get("parameters", {}),
                method.get("request", {}).get("$ref", ""),
                method.get("response", {}).get("$ref", ""),
                said["schemas"],
                said["name"] == "sheets",
            )
        )
    for inner in resource.get("resources", {}).values():
        _collect(said, inner, found)


def method_of(call: Call) -> Method | None:
    """The method that a call is, None where neither API has it."""
    for method in methods():
        if method.http == call.method and method.path.fullmatch(call.path):
            return method
    return None


# --- checking


def check_request(call: Call) -> Wrong | None:
    """What Google would refuse of a request before looking at any spreadsheet."""
    method = method_of(call)
    if method is None:
        # Not a method of these documents: the APIs say 501 where they do not know it either.
        return None
    for name, values in call.query.items():
        said = method.parameters.get(name)
        if said is None:
            # Drive ignores what it does not know [recorded: includeItemsFromAllDrives]; Sheets does not.
            if method.strict:
                return Wrong(f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.')
            continue
        for value in values:
            if wrong := _parameter(name, value, said):
                return wrong
    if call.one("fields") and method.response:
        wrong = check_mask(masks.parse(call.one("fields")), method.response, method.schemas)
        if wrong is not None:
            return wrong
    if not method.request or call.body is None:
        return None
    # The body of the methods of one range is their parameter "data" [recorded].
    where = "data" if method.request == "ValueRange" else ""
    return Checker(method.schemas).value(call.body, {"$ref": method.request}, where) or _update_masks(call, method)


def _update_masks(call: Call, method: Method) -> Wrong | None:
    for request in call.requests:
        for kind, said in request.items():
            if kind in MASKED and "fields" in said:
                wrong = check_mask(masks.parse(said["fields"]), MASKED[kind], method.schemas)
                if wrong is not None:
                    return wrong
    return None


def check_mask(mask: masks.Mask, schema: str, schemas: Json) -> Wrong | None:
    """The first path of a field mask that a message of this schema does not have."""
    for path in masks.leaves(mask):
        at: Json = {"$ref": schema}
        for name in path.split(".") if path else ():
            while "$ref" in at or at.get("type") == "array":
                at = schemas[at["$ref"]] if "$ref" in at else at["items"]
            inner = at.get("properties", {}).get(name) or at.get("additionalProperties")
            if inner is None and at.get("type") != "any":
                said = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
                return Wrong(said, path)
            at = inner or at
    return None


def check_answer(call: Call, answer: Answer) -> str:
    """What the schema does not allow in an answer, an empty text where it is fine."""
    method = method_of(call)
    if method is None or answer.status != 200 or not method.response:
        return ""
    if "json" not in answer.headers.get("Content-Type", ""):
        return ""
    wrong = Checker(method.schemas, answering=True).value(answer.said, {"$ref": method.response}, "")
    return "" if wrong is None else wrong.message


def _parameter(name: str, value: str, said: Json) -> Wrong | None:
    if "enum" in said and value not in said["enum"]:
        return Wrong(
            f"Invalid value at '{snake(name)}' (type.googleapis.com/google.apps.sheets.v4), \"{value}\"", snake(name)
        )
    if said.get("type") == "boolean" and value.lower() not in ("true", "false", ""):
        return Wrong(f"Invalid value at '{snake(name)}' (TYPE_BOOL), \"{value}\"", snake(name))
    if said.get("type") == "integer" and not re.fullmatch(r"-?\d+", value):
        return Wrong(f"Invalid value at '{snake(name)}' (TYPE_INT32), \"{value}\"", snake(name))
    return None


def snake(name: str) -> str:
    """Google's errors name fields as protobuf does."""
    return re.sub(r"(?<!^)([A-Z])", lambda match: "_" + match[1].lower(), name)


class Checker:
    """Holds values to the schemas of one document."""

    def __init__(self, schemas: Json, answering: bool = False) -> None:
        self.schemas, self.answering = schemas, answering

    def value(self, said: Any, schema: Json, where: str) -> Wrong | None:
        """What is wrong with a value, None where nothing is."""
        if "$ref" in schema:
            return self.message(said, schema["$ref"], where)
        kind = schema.get("type")
        if kind == "any":
            return None
        if kind == "array":
            return self.items(said, schema["items"], where)
        if kind == "object":
            return self.object(said, schema, where)
        if not _is(said, kind or "", schema.get("format", "")):
            return self.invalid(said, _protobuf(kind or "", schema.get("format", "")), where)
        if "enum" in schema and said not in schema["enum"]:
            return self.invalid(said, "type.googleapis.com/google.apps.sheets.v4", where)
        return None

    def message(self, said: Any, name: str, where: str) -> Wrong | None:
        if wrong := self.object(said, self.schemas[name], where, name):
            return wrong
        for fields, needed in UNIONS.get(name, ()):
            there = [field for field in fields if field in said]
            if len(there) > 1:
                return Wrong(
                    f"Invalid value at '{where}' (oneof), oneof field '{snake(there[0])}' is already set. "
                    f"Cannot set '{snake(there[1])}'",
                    where,
                )
            if needed and not there and not self.answering:
                return Wrong(f"Invalid value at '{where}': one of {', '.join(fields)} must be set.", where)
        if name == "Request" and len(said) != 1:
            return Wrong(f"Invalid value at '{where}' (oneof), exactly one kind of request must be set.", where)
        return None

    def object(self, said: Any, schema: Json, where: str, name: str = "") -> Wrong | None:
        if not isinstance(said, dict):
            return self.invalid(said, f"type.googleapis.com/google.apps.sheets.v4.{name}" if name else "Map", where)
        properties = schema.get("properties", {})
        for field, value in said.items():
            path = f"{where}.{snake(field)}" if where else snake(field)
            inner = properties.get(field) or schema.get("additionalProperties")
            if inner is None:
                at = f" at '{where}'" if where else ""
                return Wrong(f'Invalid JSON payload received. Unknown name "{field}"{at}: Cannot find field.', where)
            if wrong := self.value(value, inner, path):
                return wrong
        return None

    def items(self, said: Any, schema: Json, where: str) -> Wrong | None:
        if not isinstance(said, list):
            # A list of lists is a ListValue [recorded].
            kind = "type.googleapis.com/google.protobuf.ListValue" if schema.get("type") == "array" else "repeated"
            return self.invalid(said, kind, where)
        if schema.get("type") == "array" and schema["items"].get("type") == "any":
            for place, line in enumerate(said):
                if not isinstance(line, list):
                    return self.invalid(line, "type.googleapis.com/google.protobuf.ListValue", f"{where}[{place}]")
            return None
        places: Any = range(len(said))
        if len(said) > LONG:
            places = {*range(200), *range(200, len(said), len(said) // 997 or 1), *range(len(said) - 200, len(said))}
        for place in places:
            if wrong := self.value(said[place], schema, f"{where}[{place}]"):
                return wrong
        return None

    def invalid(self, said: Any, kind: str, where: str) -> Wrong:
        shown = json.dumps(said, ensure_ascii=False) if not isinstance(said, bytes) else "bytes"
        return Wrong(f"Invalid value at '{where}' ({kind}), {shown[:500]}", where)


def _is(said: Any, kind: str, form: str) -> bool:
    """A JSON value is of a type, by protobuf's rules of JSON: whole numbers may stand in texts."""
    if kind == "string":
        return isinstance(said, str)
    if kind == "boolean":
        return isinstance(said, bool)
    if kind == "integer":
        if isinstance(said, str):
            said = int(said) if re.fullmatch(r"-?\d{1,19}", said) else None
        if isinstance(said, bool) or not isinstance(said, int | float) or said != int(said):
            return False
        return -(2**31) <= said < 2**31 if form == "int32" else True
    if kind == "number":
        return isinstance(said, int | float) and not isinstance(said, bool)
    return False


def _protobuf(kind: str, form: str) -> str:
    return {"string": "TYPE_STRING", "boolean": "TYPE_BOOL"}.get(kind, f"TYPE_{(form or kind).upper()}")


def valid(schema: str, said: Any, api: str = "sheets.v4") -> str:
    """What is wrong with a value of a schema (``"Request"``, ``"CellData"``), an empty text where it is fine."""
    wrong = Checker(document(api)["schemas"]).value(msgspec.to_builtins(said), {"$ref": schema}, "")
    return "" if wrong is None else wrong.message
