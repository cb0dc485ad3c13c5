from __future__ import annotations

import runpy
import stat
import sys

import pytest

from desktop import failure_log


def broken(cell: str = "ana@mail.example") -> ValueError:
    try:
        try:
            {}[cell]
        except KeyError as cause:
            raise ValueError(f"{cell} is no amount") from cause
    except ValueError as bug:
        return bug


def test_the_log_tells_where_it_broke_and_nothing_of_the_cells() -> None:
    path = failure_log.keep(broken())
    told = path.read_text(encoding="utf-8")
    assert "test_failure_log.py" in told
    assert "in broken" in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "ana@" not in told


SECRETS = {
    "an access token": "ya29.a0AfH6SMBx-yz_1.2",
    "a refresh token": "1//0gAbC-dEf_123",
    "a client's secret": "GOCSPX-abc_DEF-123",
    "a key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\n-----END PRIVATE KEY-----\\n",
    "a key that is cut off": "-----BEGIN RSA PRIVATE KEY-----\\nMIIEvQIBADANBg",
    "a signed word": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJyb2JvdCJ9.c2lnbmF0dXJl",
    "a request's header": "Authorization: Bearer anything-at-all",
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_a_line_of_code_quotes_is_left_out(name, tmp_path) -> None:
    line = tmp_path / "line.py"
    line.write_text(f'secret = "{SECRETS[name]}"; {{}}[secret]\n')
    with pytest.raises(KeyError) as bug:
        runpy.run_path(str(line))
    told = failure_log.keep(bug.value).read_text(encoding="utf-8")
    assert "line.py" in told
    assert "…" in told
    for part in ("0AfH6SMBx", "0gAbC", "abc_DEF", "MIIEv", "eyJ", "Bearer", "anything-at-all", "BEGIN"):
        assert part not in told


def test_a_line_that_looks_for_a_key_hides_nothing_of_the_rest() -> None:
    def looked(key: str) -> None:
        if "-----BEGIN" not in key:
            raise LookupError

    with pytest.raises(LookupError) as bug:
        looked("")
    told = failure_log.keep(bug.value).read_text(encoding="utf-8")
    assert told.splitlines()[-1] == "builtins.LookupError"


def test_what_broke_again_is_added() -> None:
    failure_log.keep(broken())
    told = failure_log.keep(broken()).read_text(encoding="utf-8")
    assert told.count("builtins.ValueError") == 2


def test_the_log_stays_small_and_the_oldest_goes() -> None:
    for number in range(5):
        path = failure_log.append(f"bug {number}\n" + "x" * 1_100_000)
    kept = sorted(path.parent.iterdir())
    assert len(kept) == 3
    assert sum(file.stat().st_size for file in kept) < 3_600_000
    assert "bug 4" in path.read_text(encoding="utf-8")
    assert not any("bug 0" in file.read_text(encoding="utf-8") for file in kept)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_nobody_else_may_read_the_log() -> None:
    path = failure_log.keep(broken())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
