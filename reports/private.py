"""What a text says of people, found so that it can be left out: e-mail addresses, telephones, streets, names.

A brief that is shared, and a text that is copied, goes through a :class:`Sieve`. Standard library only: the window
copies with it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reports.given_names import GIVEN_NAMES

HIDDEN = "…"
#: It begins where a run of letters does: from each letter of a long one, the rest would be looked at again.
_E_MAIL = re.compile(r"(?<![^\s@<>,;:()])[^\s@<>,;:()]+@[^\s@<>,;:()]+\.[^\s@<>,;:().]+(?:\.[^\s@<>,;:().]+)*")
#: With a country's code; after a word that announces it; or ten digits as telephones of Colombia and its neighbours
#: begin, in a run or in the usual groups. Sums, days and long numbers of parcels are none of these.
_TELEPHONE = re.compile(
    r"\+\d[\d ()./-]{6,}\d"
    r"|(?<=\b)(?P<word>tel|tels|tel[eé]fono|cel|celular|m[oó]vil|phone|mobile|whatsapp|wa)(?P<gap>\b[.:]?\s*)"
    r"\(?\d[\d ()./-]{5,}\d"
    r"|(?<![\w.,$#/-])(?:57[ -]?)?\(?[36]\d{2}\)?[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
_STREET = r"calle|cll|cl|carrera|cra|kra|kr|cr|avenida|avda|av|transversal|tv|diagonal|dg|circular|autopista|manzana|mz"
#: A street and the number on it: a street alone is a place, or a band.
_ADDRESS = re.compile(
    rf"\b(?:{_STREET})\b\.?\s*\d+(?:\s?[a-z]\b)?(?:\s?bis\b)?"
    r"(?:\s*(?:#|n[°ºo]\.?|no\.?|con|casa|-)\s*\d+(?:\s?[a-z]\b)?(?:\s*-\s*\d+)?|\s+\d+[a-z]?\s*[- ]\s*\d+)"
    r"(?:,?\s*(?:apto|apartamento|ap|casa|int|interior|torre|oficina|of)\b\.?\s*\w+)*",
    re.IGNORECASE,
)
#: Written with capitals: "12 long road rides" is no address.
_ENGLISH_ADDRESS = re.compile(
    r"\b\d+\s+(?:[A-Z][\w'.]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr)\b\.?"
    r"(?:,?\s*(?:[Aa]pt|[Uu]nit|[Ss]uite)\b\.?\s*\w+)?"
)
_CAPITAL = "A-ZÁÉÍÓÚÜÑ"
_NAME_WORD = rf"[{_CAPITAL}][\w'’]*(?:-[{_CAPITAL}][\w'’]+)*"
#: What may follow a name that was found: further names, with what joins them, or an initial.
_REST = rf"(?:[ \u00a0](?:(?:de|del|la|las|los|y|van|von|da|dos)[ \u00a0])*{_NAME_WORD}(?:\.(?!\w)|\b))"
#: ``Ana G.``, as customers are told; "talla M." and "Jersey Andes M." are no people.
_INITIALED = re.compile(rf"(?<![\w@#])(?P<first>[\w'’-]{{2,}})[ \u00a0](?P<initial>[{_CAPITAL}])\.(?![\w.])")
#: Who is addressed, or announced.
_TITLED = re.compile(
    rf"(?<!\w)(?P<title>(?i:sr|sra|srta|señor|señora|don|doña|mr|mrs|ms|miss|dr|dra|client|clienta|cliente|customer)\b\.?"
    rf"[ \u00a0])(?P<name>{_NAME_WORD}{_REST}{{0,3}})"
)
_HANDLE = re.compile(r"(?<![\w./@])@[\w][\w.]*\w")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MORE = re.compile(rf"{_REST}{{0,3}}")
_SIZES = frozenset("XSML")
_NO_PEOPLE = re.compile(
    r"tallas?|sizes?|in|en|del?|las?|el|los|an?|the|of|y|and|or?|at|on|plan|option|opción|bodega", re.IGNORECASE
)


def without_contacts(said: str) -> str:
    """The text with ``…`` for e-mail addresses and telephones."""
    return _TELEPHONE.sub(_telephone, _E_MAIL.sub(HIDDEN, said))


def without_addresses(said: str) -> str:
    """The text with ``…`` for postal addresses."""
    return _ENGLISH_ADDRESS.sub(HIDDEN, _ADDRESS.sub(HIDDEN, said))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may leave: nothing but what was ticked. ``contacts`` are e-mail addresses, telephones, postal addresses."""

    names: bool = False
    contacts: bool = False


class Sieve:
    """Shows texts without the people in them.

    ``people`` are names that are known, each with what stands in its place (``""`` = nothing but ``…``); ``things`` are
    the names of products, colours, the brand: what stands in one of them is nobody's name.
    """

    def __init__(self, allowed: Allowed, people: Mapping[str, str], things: Iterable[str] = ()) -> None:
        self._allowed = allowed
        self._people = {name.casefold(): instead for name, instead in people.items() if len(name) > 1}
        # The longest first: of "Ana Gómez" nothing must stay because "Ana" was found.
        names = sorted(self._people, key=lambda name: (-len(name), name))
        known = "|".join(map(re.escape, names))
        self._known = re.compile(rf"(?<!\w)(?P<name>(?i:{known}))(?!\w)(?P<more>{_REST}{{0,3}})") if known else None
        self._things: dict[str, set[str]] = {}
        for thing in things:
            for word in _WORD.findall(thing):
                self._things.setdefault(word.casefold(), set()).add(thing)

    def text(self, said: str) -> str:
        """The text as it may leave."""
        if not self._allowed.names:
            said = self._without_people(said)
        return said if self._allowed.contacts else without_addresses(without_contacts(said))

    def _without_people(self, said: str) -> str:
        said = _HANDLE.sub(HIDDEN, said)
        if self._known is not None:
            said = self._known.sub(self._instead, said)
        said = _TITLED.sub(self._titled, said)
        said = self._without_given_names(said)
        return _INITIALED.sub(self._initialed, said)

    def _instead(self, found: re.Match[str]) -> str:
        if self._is_thing(found.string, *found.span("name")):
            return found[0]
        more = found["more"]
        if more and not self._is_thing(found.string, found.start("more") + 1, found.end("more")):
            return HIDDEN  # somebody else of the same first name
        return (self._people[found["name"].casefold()] or HIDDEN) + more

    def _titled(self, found: re.Match[str]) -> str:
        of_thing = self._is_thing(found.string, *found.span("name"))
        return found[0] if of_thing else f"{found['title']}{HIDDEN}"

    def _without_given_names(self, said: str) -> str:
        parts, start = [], 0
        for word in _WORD.finditer(said):
            if word.start() < start or word[0] not in GIVEN_NAMES or self._is_thing(said, word.start(), word.end()):
                continue
            more = _MORE.match(said, word.end())
            end = more.end() if more else word.end()
            # A product that is named right after a person is no surname.
            while end > word.end() and self._is_thing(said, (at := said.rfind(" ", 0, end - 1) + 1), end):
                end = at - 1
            parts += [said[start : word.start()], HIDDEN]
            start = end
        return "".join((*parts, said[start:]))

    def _initialed(self, found: re.Match[str]) -> str:
        first, initial = found["first"], found["initial"]
        named = first[0].isupper() or (first.isalpha() and initial not in _SIZES)
        if not named or _NO_PEOPLE.fullmatch(first) or self._is_thing(found.string, *found.span("first")):
            return found[0]
        return HIDDEN

    def _is_thing(self, said: str, start: int, end: int) -> bool:
        """Whether what stands there is part of the name of a thing that is written there."""
        word = _WORD.search(said, start, end)
        for thing in self._things.get(word[0].casefold(), ()) if word else ():
            at = said.casefold().find(thing.casefold(), max(0, start - len(thing)))
            if 0 <= at <= start < at + len(thing):
                return True
        return False


def people(named: Iterable[tuple[str, str]], others: Iterable[str], role: Callable[[str], str]) -> dict[str, str]:
    """Names with what stands in their place: of ``named`` (role, name) the words of the role, of ``others`` nothing.

    Of a name of several words the first is known too: notes say it alone.
    """
    found: dict[str, str] = {}
    told = [*((name, role(of)) for of, name in named), *((name, "") for name in others)]
    for name, instead in told:
        words = name.strip().split()
        if words:
            found.setdefault(" ".join(words), instead)
            if len(words) > 1 and len(words[0]) > 2:
                found.setdefault(words[0], instead)
    return found


def _telephone(found: re.Match[str]) -> str:
    return f"{found['word']}{found['gap']}{HIDDEN}" if found["word"] else HIDDEN
