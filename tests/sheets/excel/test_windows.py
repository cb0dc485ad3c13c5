from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sheets.excel.windows import WAITS_SECONDS, put_back, replace_file


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """What was made, the target, the spare name."""
    made, target = tmp_path / "made.tmp", tmp_path / "shop.xlsx"
    made.write_bytes(b"new")
    target.write_bytes(b"old")
    return made, target, tmp_path / "spare.bak"


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting them."""
    seconds: list[float] = []
    monkeypatch.setattr("sheets.excel.windows.time.sleep", seconds.append)
    return seconds


def system(codes: Sequence[int]) -> Callable[[str, str, str], int]:
    """ReplaceFileW as it is documented: an error a call, then done; 1177 leaves the old file under the spare name."""
    left = list(codes)

    def replace(target: str, made: str, spare: str) -> int:
        code = left.pop(0) if left else 0
        if code in (0, 1177):
            Path(target).rename(spare)
        if code == 0:
            Path(made).rename(target)
        return code

    return replace


@pytest.mark.parametrize("codes", [[], [5], [32, 33], [1175], [1176, 32], [1177], [1177, 1177, 5]])
def test_a_hindrance_of_a_moment_is_waited_for(
    files: tuple[Path, Path, Path], waited: list[float], codes: list[int]
) -> None:
    made, target, spare = files
    replace_file(made, target, spare, system(codes))
    assert target.read_bytes() == b"new"
    assert not made.exists()
    assert not spare.exists()
    assert waited == list(WAITS_SECONDS[: len(codes)])


@pytest.mark.parametrize("code", [5, 32, 33, 1175, 1176, 1177])
def test_a_hindrance_that_stays_leaves_the_old_file_under_its_name(
    files: tuple[Path, Path, Path], waited: list[float], code: int
) -> None:
    made, target, spare = files
    with pytest.raises(PermissionError) as refused:
        replace_file(made, target, spare, system([code] * 99))
    assert target.read_bytes() == b"old"
    assert not spare.exists()
    assert made.exists()
    assert sum(waited) == pytest.approx(3.15)
    assert refused.value.winerror == (code if code < 1000 else 32)  # type: ignore[attr-defined]


def test_another_refusal_is_not_tried_again(files: tuple[Path, Path, Path], waited: list[float]) -> None:
    made, target, spare = files
    with pytest.raises(PermissionError):
        replace_file(made, target, spare, system([1224]))
    assert waited == []
    assert target.read_bytes() == b"old"


def test_a_process_killed_between_the_two_steps_is_mended_by_the_next(files: tuple[Path, Path, Path]) -> None:
    _, target, spare = files
    target.rename(spare)
    put_back(target, [spare])
    assert target.read_bytes() == b"old"
    assert not spare.exists()


def test_a_spare_of_no_use_is_dropped_and_never_put_over_the_workbook(files: tuple[Path, Path, Path]) -> None:
    _, target, spare = files
    spare.write_bytes(b"older")
    put_back(target, [spare])
    assert target.read_bytes() == b"old"
    assert not spare.exists()
