"""What a shared brief holds, and whom it never names."""

from __future__ import annotations

import msgspec
import pytest

from reports.language import line
from reports.leaflet import Leaflet, leaflet, parts
from reports.outcome import Section
from reports.private import Allowed
from reports.render import leaflet_markdown
from tests.golden.test_example_a_level_2 import TABS
from tests.shared_brief import PEOPLE, dirty, example
from tests.workbooks import golden


def ids(made: Leaflet) -> list[str]:
    return [part.id for part in made.parts]


def test_it_says_what_the_brief_says_but_the_founders_own_notes() -> None:
    made = leaflet(example(), "en")
    assert (made.title, made.kind, made.level_word) == ("Ruta Norte", "Weekly operating brief", "Directional")
    assert ids(made) == ["read", "actions", "exceptions", "products", "short", "caveats", "sources"]
    assert [tile.title for tile in made.tiles] == ["Revenue", "Counted orders", "Inventory at cost", "Open exceptions"]
    said = {part.id: part for part in made.parts}
    assert said["actions"].entries[0].aside == "Fulfillment · due Tue 17 Nov 1:00 PM · ●\N{NO-BREAK SPACE}solid"
    assert said["exceptions"].aside == "1 critical · 3 warnings · 2 info"
    assert [entry.tag for entry in said["exceptions"].entries][:2] == ["⬢ Critical", "▲ Warning"]
    assert [entry.lead for entry in said["short"].entries] == ["Sales", "Inventory", "Campaign", "Support", "Delivery"]
    for section in example().brief:
        if section.id in ("read", "caveats"):
            told = [entry.plain for entry in said[section.id].entries]
            assert told == [line.en for line in section.lines]


def test_only_the_chosen_parts_go_along_and_notes_where_they_are_chosen() -> None:
    made = leaflet(example(), "es", chosen=["read", "notes"])
    assert ids(made) == ["read", "short"]
    assert not made.tiles
    assert made.parts[1].entries[0].plain.startswith("vie 13 nov campaña lanzada: Rodada weekend")
    usual = {id for id, _, usual in parts(example(), "es") if usual}
    assert "notes" not in usual
    assert {"cards", "read", "sources"} < usual


@pytest.mark.parametrize("read", ["daily", "weekly", "monthly"])
def test_each_read_can_be_shared(read: str) -> None:
    made = leaflet(example(), "en", read=read)
    assert made.kind.startswith(read.capitalize())
    assert made.parts


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("read", ["daily", "weekly", "monthly"])
def test_nobody_is_named_wherever_they_stand(language: str, read: str) -> None:
    everything = [id for id, _, _ in parts(dirty(), language, read)]
    said = "\n".join(leaflet(dirty(), language, read=read, chosen=everything).texts())
    assert [person for person in PEOPLE if person in said] == []


@pytest.mark.parametrize("allowed", [Allowed(), Allowed(names=True), Allowed(names=True, contacts=True)])
def test_no_address_of_a_customer_is_in_any_brief(allowed: Allowed) -> None:
    head, *rows = golden(TABS["Orders"])
    addresses = {row[head.index("Email")] for row in rows} - {""}
    assert len(addresses) > 5
    everything = [id for id, _, _ in parts(example(), "en")]
    said = "\n".join(leaflet(example(), "en", allowed=allowed, chosen=everything).texts())
    assert [address for address in addresses if address in said] == []


def test_who_answers_is_told_by_role_however_short_the_name() -> None:
    weekly = example().reads["weekly"]
    named = msgspec.structs.replace(weekly, actions=[msgspec.structs.replace(weekly.actions[0], owner="Q")])
    shown = msgspec.structs.replace(example(), reads={**example().reads, "weekly": named})

    def who(allowed: Allowed) -> str:
        (part,) = leaflet(shown, "en", allowed=allowed, chosen=["actions"]).parts
        return part.entries[0].aside.partition(" · ")[0]

    assert (who(Allowed()), who(Allowed(names=True))) == ("Fulfillment", "Q")


def test_a_tick_lets_names_or_addresses_go_along() -> None:
    names = "\n".join(leaflet(dirty(), "en", allowed=Allowed(names=True)).texts())
    assert "Marta Lucía Restrepo · due" in names
    assert "Call Carlos Pérez" in names
    assert "ana@correo.co" not in names
    contacts = "\n".join(leaflet(dirty(), "en", allowed=Allowed(contacts=True)).texts())
    assert "ana@correo.co" in contacts
    assert "Carlos" not in contacts


def test_what_was_left_out_is_said() -> None:
    assert "Names of people were left out." in leaflet(example(), "en").foot[-1]
    assert "left out" not in leaflet(example(), "en", allowed=Allowed(names=True)).foot[-1]


def test_a_brief_without_anything_to_read_is_still_a_page() -> None:
    bare = leaflet(example(), "en", chosen=[""])
    assert (bare.parts, bare.tiles) == ((), ())
    assert bare.title == "Ruta Norte"


def test_where_nothing_is_to_be_done_nothing_is_numbered() -> None:
    said = [Section(id="actions", kind="bullets", title=line("T-actions"), lines=[line("A-none-today")])]
    weekly = msgspec.structs.replace(example().reads["weekly"], actions=[], brief=said)
    quiet = msgspec.structs.replace(example(), reads={**example().reads, "weekly": weekly})
    (part,) = leaflet(quiet, "en", chosen=["actions"]).parts
    assert not part.numbered
    assert "- Nothing needs an action today." in leaflet_markdown.page(leaflet(quiet, "en"))
    assert leaflet(example(), "en", chosen=["actions"]).parts[0].numbered
