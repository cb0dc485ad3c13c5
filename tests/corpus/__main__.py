"""``python -m tests.corpus FOLDER``: refresh every workbook under a folder and say what became of each."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.corpus import command, office
from tests.corpus.trial import Trial, tried

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
MOST_REFUSED = 0.03
WORKERS = 2
BATCH = 12


def main(argv: Sequence[str] | None = None) -> int:
    """0 where nothing was harmed and few were refused, 1 where not, 2 where there was nothing to try."""
    arguments = _arguments(argv)
    files, skipped = found_under(arguments.folder)
    if arguments.sample and arguments.sample < len(files):
        files = [files[n * len(files) // arguments.sample] for n in range(arguments.sample)]
    if not files:
        print(f"There is no workbook under {arguments.folder}.", file=sys.stderr)
        return 2
    with_office = arguments.libreoffice and office.installed()
    trials = []
    for trial in all_tried(arguments.folder, files, with_office, arguments.pictures):
        trials.append(trial)
        if trial.harm or len(trials) % 25 == 0:
            note = f"  {trial.name}: {'; '.join(trial.harm[:2])}" if trial.harm else ""
            print(f"{len(trials)} of {len(files)}{note}", file=sys.stderr, flush=True)
    print("\n".join(report(trials, skipped, with_office)))
    return 0 if passed(trials) else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="workbooks are sought in it at any depth")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="try N of them, always the same ones")
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="do not compare printed pages")
    parser.add_argument("--no-libreoffice", dest="libreoffice", action="store_false", help="do not ask LibreOffice")
    return parser.parse_args(argv)


def found_under(folder: Path) -> tuple[list[Path], Counter[str]]:
    """The workbooks, and how many files of each other suffix were passed over."""
    there = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [path for path in there if path.suffix.lower() in SUFFIXES]
    return files, Counter(path.suffix or path.name for path in there if path.suffix.lower() not in SUFFIXES)


def all_tried(folder: Path, files: Sequence[Path], with_office: bool, pictures: bool) -> Iterator[Trial]:
    """Each file's trial, in batches over two processes."""
    command.load()
    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    with tempfile.TemporaryDirectory(prefix="corpus-") as scratch:
        tasks = [
            (folder, batch, Path(scratch) / str(number), with_office, pictures) for number, batch in enumerate(batches)
        ]
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("fork")) as pool:
            for trials in pool.map(batch_tried, tasks):
                yield from trials


def batch_tried(task: tuple[Path, Sequence[Path], Path, bool, bool]) -> list[Trial]:
    folder, files, scratch, with_office, pictures = task
    trials = [
        tried(str(path.relative_to(folder)), path, scratch / f"trial{number}") for number, path in enumerate(files)
    ]
    if with_office:
        office.judged(trials, scratch / "office", pictures=pictures)
    shutil.rmtree(scratch, ignore_errors=True)
    return trials


# What is said at the end


def passed(trials: Sequence[Trial]) -> bool:
    """Nothing harmed, and few refused of those that LibreOffice opens (of all, where it was not asked)."""
    return not any(trial.verdict == "harmed" for trial in trials) and refused_share(trials) <= MOST_REFUSED


def refused_share(trials: Sequence[Trial]) -> float:
    asked = [trial for trial in trials if trial.opens is not False]
    return sum(trial.verdict == "refused" for trial in asked) / max(1, len(asked))


def report(trials: Sequence[Trial], skipped: Counter[str], with_office: bool) -> list[str]:
    by_verdict = defaultdict(list)
    for trial in trials:
        by_verdict[trial.verdict].append(trial)
    lines = [f"{len(trials)} workbooks, on {time.strftime('%Y-%m-%d')}"]
    if skipped:
        lines.append("passed over: " + ", ".join(f"{count} {suffix}" for suffix, count in sorted(skipped.items())))
    lines.append(f"unharmed: {len(by_verdict['unharmed'])}")
    explained = Counter(why for trial in by_verdict["unharmed"] for why in trial.explained)
    lines += [f"  of which {count} have {why}" for why, count in sorted(explained.items())]
    lines.append(f"refused with a sentence: {len(by_verdict['refused'])}")
    lines += _by_kind((trial.reason, trial) for trial in by_verdict["refused"])
    opened = sum(trial.opens is not False for trial in trials)
    of_those = f"{opened} that LibreOffice opens" if with_office else f"{opened}; LibreOffice was not asked"
    refused = sum(trial.verdict == "refused" for trial in trials if trial.opens is not False)
    lines.append(f"  {refused} of the {of_those}: {refused_share(trials):.1%} (at most {MOST_REFUSED:.0%})")
    lines.append(f"harmed: {len(by_verdict['harmed'])}")
    lines += _by_kind((trial.harm[0], trial) for trial in by_verdict["harmed"])
    return lines


def _by_kind(found: Iterator[tuple[str, Trial]]) -> list[str]:
    kinds = defaultdict(list)
    for kind, trial in found:
        kinds[kind].append(trial.name)
    return [f"  {len(names)} {kind}: {', '.join(names)}" for kind, names in sorted(kinds.items())]


if __name__ == "__main__":
    sys.exit(main())
