"""LibreOffice as a judge: the cells of every tab as text, and the printed pages as pictures."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy

from tests.corpus.trial import Trial, our_tabs

_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_PAGES = 12
_PDF = f'pdf:calc_pdf_Export:{{"PageRange":{{"type":"string","value":"1-{_PAGES}"}}}}'
_DOTS_PER_INCH = 36
#: Functions whose result is another one each time, wherever the file lies and whenever it is opened.
_VOLATILE = re.compile(rb"\b(NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\s*\(", re.IGNORECASE)
_TOTAL_OF_PAGES = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>[^<]*&amp;[NDTZF]")


def installed() -> bool:
    return shutil.which("soffice") is not None


def judged(trials: Sequence[Trial], folder: Path, *, pictures: bool) -> None:
    """Have LibreOffice open what was there and what was written, and add to each trial's harm what it sees."""
    folder.mkdir(parents=True)
    olds = {f"n{n}": trial.original for n, trial in enumerate(trials)}
    news = {f"n{n}": trial.written for n, trial in enumerate(trials) if trial.written and not trial.harm}
    before = _converted(olds, _CSV, folder / "csv0")
    after = _converted({key: path for key, path in news.items() if key in before}, _CSV, folder / "csv1")
    for key, trial in zip(olds, trials, strict=True):
        trial.opens = key in before
        if trial.opens and key in news:
            _cells(trial, _tabs(key, before[key]), _tabs(key, after.get(key, [])))
    if not pictures:
        return
    printed = _converted({key: olds[key] for key in news if key in before}, _PDF, folder / "pdf0")
    again = _converted({key: news[key] for key in printed}, _PDF, folder / "pdf1")
    for key, trial in zip(olds, trials, strict=True):
        if key in printed:
            _pages(trial, printed[key][0], again[key][0] if key in again else None)


# Converting many files in one call, and each alone that did not come out


def _converted(files: dict[str, Path], to: str, folder: Path) -> dict[str, list[Path]]:
    """What LibreOffice made of each file, by key; a file that it cannot open is missing."""
    sources = folder / "in"
    sources.mkdir(parents=True)
    paths = {}
    for key, path in files.items():
        paths[key] = sources / f"{key}{path.suffix.lower()}"
        shutil.copyfile(path, paths[key])
    kind = to.split(":")[0]
    if paths:
        _soffice(list(paths.values()), to, folder / "out", 60 + 5 * len(paths))
    for key, path in paths.items():
        if not _made(folder / "out", key, kind):
            _soffice([path], to, folder / "out", 60)
    return {key: made for key in paths if (made := _made(folder / "out", key, kind))}


def _made(folder: Path, key: str, kind: str) -> list[Path]:
    return sorted(path for path in folder.glob(f"{key}[-.]*") if path.suffix == f".{kind}")


def _soffice(paths: list[Path], to: str, out: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", to, "--outdir", str(out), *map(str, paths)]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


# Comparing


def _tabs(key: str, files: list[Path]) -> dict[str, bytes]:
    return {path.stem.removeprefix(f"{key}-"): path.read_bytes().rstrip() for path in files}


def _cells(trial: Trial, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    assert trial.written is not None
    if not after:
        trial.harm.append("LibreOffice cannot open it any more")
        return
    other = [tab for tab, text in before.items() if after.get(tab) != text]
    if other and volatile(trial.original):
        trial.explained.append("cells that change by themselves (NOW, RAND …)")
    else:
        trial.harm += [f"LibreOffice shows {tab} differently" for tab in other]
    shown = {name for name, visible in our_tabs(trial.written) if visible}
    trial.harm += [f"LibreOffice shows nothing in our {tab}" for tab in sorted(shown) if not after.get(tab)]


def volatile(path: Path) -> bool:
    return _says(path, _VOLATILE)


def _says(path: Path, pattern: re.Pattern[bytes]) -> bool:
    with zipfile.ZipFile(path) as file:
        return any(pattern.search(file.read(info)) for info in file.infolist() if info.filename.endswith(".xml"))


def _pages(trial: Trial, before: Path, after: Path | None) -> None:
    if after is None:
        trial.harm.append("LibreOffice cannot print it any more")
        return
    olds, news = _pictures(before), _pictures(after)
    if len(olds) == 1 and (olds[0] == 255).all():
        # A workbook with nothing to print comes out as one blank page, which goes as soon as there is something.
        return
    # Ours are the last tabs, so the others' pages come first.
    differ = [n + 1 for n, old in enumerate(olds) if n >= len(news) or not alike(old, news[n])]
    if not differ:
        return
    if volatile(trial.original) or _says(trial.original, _TOTAL_OF_PAGES):
        trial.explained.append("pages that tell the time, the file or how many pages there are")
    else:
        trial.harm.append(f"printed otherwise: page {', '.join(map(str, differ))}")


def _pictures(pdf: Path) -> list[numpy.ndarray]:
    stem = pdf.with_suffix("")
    command = ["pdftoppm", "-r", str(_DOTS_PER_INCH), "-gray", str(pdf), str(stem)]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    return [_grey(path) for path in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))]


def _grey(path: Path) -> numpy.ndarray:
    """The picture's rows of grey values, 0 to 255."""
    content = path.read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
    assert header is not None
    return numpy.frombuffer(content[header.end() :], numpy.uint8).reshape(int(header[2]), int(header[1]))


def alike(one: numpy.ndarray, other: numpy.ndarray) -> bool:
    """Whether two pages are the same but for a few specks of smoothing."""
    if one.shape != other.shape:
        return False
    apart = numpy.abs(one.astype(int) - other.astype(int)) > 24
    return float(apart.mean()) < 0.0005
