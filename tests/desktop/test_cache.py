from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop import cache
from reports.outcome import Outcome
from tests.desktop.sample import EXCEPTIONS, PRODUCTS, outcome


def test_what_is_kept_is_what_was_computed(tmp_path: Path) -> None:
    cache.save(tmp_path, outcome(), "as-read")

    assert cache.load(tmp_path) == (outcome(), "as-read")


def test_the_head_has_all_that_the_first_paint_needs(tmp_path: Path) -> None:
    cache.save(tmp_path, outcome(), "as-read")

    head = cache.head(tmp_path)
    assert head is not None
    assert (head.brand, head.since, head.read) == ("Ruta Norte", "as-read", "weekly")
    assert head.actions == outcome().actions
    assert [row.key for row in head.exceptions] == ["e1", "e2", "e3", "e4", "e5", "e6", "e7"]


def test_the_head_holds_the_rows_of_the_brief_and_counts_all(tmp_path: Path) -> None:
    left_out = msgspec.structs.replace(EXCEPTIONS[0], key="e8", in_brief=False)
    cache.save(tmp_path, msgspec.structs.replace(outcome(), exceptions=[*EXCEPTIONS, left_out]))

    head = cache.head(tmp_path)
    assert head is not None
    assert (len(head.exceptions), head.exceptions_total) == (7, 8)


def test_a_thousand_products_do_not_weigh_on_the_head(tmp_path: Path) -> None:
    many = [msgspec.structs.replace(PRODUCTS[0], key=f"p{number}") for number in range(1000)]
    cache.save(tmp_path, msgspec.structs.replace(outcome(), products=many))

    head = cache.head(tmp_path)
    assert head is not None
    assert [product.key for product in head.products] == [f"p{number}" for number in range(8)]
    assert head.product_counts == {"push": 1000}
    assert len(cache.section(tmp_path, "products", head.generation) or []) == 1000


def test_every_section_can_be_loaded_alone(tmp_path: Path) -> None:
    generation = cache.save(tmp_path, outcome())

    for name in cache.SECTIONS:
        told = outcome().memory.shown if name == "shown" else getattr(outcome(), name)
        assert cache.section(tmp_path, name, generation) == told


def test_a_window_that_shows_the_brief_before_still_finds_its_sections(tmp_path: Path) -> None:
    before = cache.save(tmp_path, outcome(), "monday")
    cache.save(tmp_path, msgspec.structs.replace(outcome(), exceptions=[]), "tuesday")

    assert cache.section(tmp_path, "exceptions", before) == EXCEPTIONS


def test_only_this_brief_and_the_one_before_are_kept(tmp_path: Path) -> None:
    generations = [cache.save(tmp_path, outcome(), day) for day in ("monday", "tuesday", "wednesday")]

    assert {path.name for path in (tmp_path / "sections").iterdir()} == set(generations[1:])


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    cache.save(tmp_path, outcome())

    assert [path for path in tmp_path.rglob("*") if path.suffix == ".part"] == []


def test_what_a_killed_run_left_half_written_is_gone_after_the_next(tmp_path: Path) -> None:
    generation = cache.save(tmp_path, outcome())
    stray = tmp_path / "sections" / generation / "excluded.json_mi_rwx5.part"
    stray.write_bytes(b"[{")
    cache.save(tmp_path, outcome())

    assert not stray.exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 1}', b"\xff\xfe"])
def test_a_damaged_head_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    cache.save(tmp_path, outcome())
    (tmp_path / "head.json").write_bytes(damage)

    assert cache.head(tmp_path) is None
    assert cache.load(tmp_path) is None


def test_a_head_of_another_version_counts_as_none(tmp_path: Path) -> None:
    cache.save(tmp_path, outcome())
    head = cache.head(tmp_path)
    (tmp_path / "head.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(head, version=cache.VERSION + 1)))

    assert cache.head(tmp_path) is None


def test_a_damaged_section_counts_as_none_and_the_head_still_shows(tmp_path: Path) -> None:
    generation = cache.save(tmp_path, outcome())
    (tmp_path / "sections" / generation / "reads.json").write_bytes(b"{")

    assert cache.section(tmp_path, "reads", generation) is None
    assert cache.head(tmp_path) is not None


def test_nothing_kept_is_none(tmp_path: Path) -> None:
    assert cache.head(tmp_path / "nowhere") is None
    assert cache.load(tmp_path / "nowhere") is None


def test_each_workbook_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "brand.xlsx", tmp_path / "b" / "brand.xlsx"

    assert cache.folder(one) != cache.folder(other)
    assert cache.folder(one) == cache.folder(tmp_path / "a" / ".." / "a" / "brand.xlsx")
    assert cache.folder(one).name.startswith("brand-")


def test_the_whole_outcome_is_read_as_its_type(tmp_path: Path) -> None:
    cache.save(tmp_path, outcome())

    kept = cache.load(tmp_path)
    assert kept is not None
    assert isinstance(kept[0], Outcome)
