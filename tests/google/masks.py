"""Field masks of any depth: of a partial answer (``?fields=``) and of an update (``"fields"``).

Follows "Use field masks" of the Sheets API's guide and Drive's "Return specific fields": names separated by commas,
depth by a dot or a slash, several below one in brackets, ``*`` for all. Recorded in ``test_get_notes*`` (dots and
slashes), ``test_format`` (brackets), ``test_no_found_exeption`` (Drive).
"""

from __future__ import annotations

import re
from typing import Any

from tests.google.answers import GoogleError

Json = dict[str, Any]
#: name -> what is wanted below it; None: everything.
Mask = dict[str, Any] | None

_TOKEN = re.compile(r"\s*([A-Za-z_@*][\w@*-]*|[().,/])\s*")


def parse(text: str) -> Mask:
    """The tree of a mask, None (everything) for an empty one or ``*``. Raises GoogleError 400 where it cannot be read."""
    if text.strip() in ("", "*"):
        return None
    tokens = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _invalid(text)
        tokens.append(match.group(1))
        at = match.end()
    tree, rest = _several(tokens, text)
    if rest:
        raise _invalid(text)
    return tree


def _several(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    tree: Json = {}
    while True:
        tokens = _one(tree, tokens, text)
        if not tokens or tokens[0] != ",":
            return (None if "*" in tree else tree), tokens
        tokens = tokens[1:]


def _one(tree: Json, tokens: list[str], text: str) -> list[str]:
    if not tokens or tokens[0] in "().,/":
        raise _invalid(text)
    name, tokens = tokens[0], tokens[1:]
    if tokens and tokens[0] in "./":
        below: Json = {}
        rest = _one(below, tokens[1:], text)
        _join(tree, name, None if "*" in below else below)
        return rest
    if tokens and tokens[0] == "(":
        inner, rest = _several(tokens[1:], text)
        if not rest or rest[0] != ")":
            raise _invalid(text)
        _join(tree, name, inner)
        return rest[1:]
    _join(tree, name, None)
    return tokens


def _join(tree: Json, name: str, below: Mask) -> None:
    if name in tree and tree[name] is None:
        return
    if below is None or name not in tree:
        tree[name] = below
        return
    for key, value in below.items():
        _join(tree[name], key, value)


def _invalid(text: str) -> GoogleError:
    message = f"Request contains an invalid argument. Invalid field selection {text}"
    return GoogleError(400, message)


def wants(mask: Mask, *path: str) -> bool:
    """Something at this path, or below it, is wanted."""
    for name in path:
        if mask is None:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def below(mask: Mask, name: str) -> Mask:
    """What is wanted below a name that is wanted."""
    return None if mask is None else mask.get(name)


def picked(said: Any, mask: Mask) -> Any:
    """An answer with only the fields that the mask names; a list is masked item by item."""
    if mask is None:
        return said
    if isinstance(said, list):
        return [picked(item, mask) for item in said]
    if isinstance(said, dict):
        return {name: picked(said[name], inner) for name, inner in mask.items() if name in said}
    return said


def merged(old: Json | None, new: Json | None, mask: Mask) -> Json:
    """What an update leaves: the fields that the mask names come from ``new``, absent there means cleared."""
    if mask is None:
        return dict(new or {})
    result = dict(old or {})
    for name, inner in mask.items():
        if inner is None:
            if new and name in new:
                result[name] = new[name]
            else:
                result.pop(name, None)
        else:
            was, is_ = result.get(name), (new or {}).get(name)
            value = merged(was if isinstance(was, dict) else None, is_ if isinstance(is_, dict) else None, inner)
            if value:
                result[name] = value
            else:
                result.pop(name, None)
    return result


def leaves(mask: Mask, prefix: str = "") -> list[str]:
    """Every path of a mask, dotted."""
    if mask is None:
        return [prefix]
    return [leaf for name, inner in mask.items() for leaf in leaves(inner, f"{prefix}.{name}" if prefix else name)]
