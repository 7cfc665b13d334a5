"""The long form of a million answers: processor time against `csv` alone, and the memory it takes."""

import csv
import os
import time
from pathlib import Path

from flask import Flask

from neutrality_course.queries.answers import answers_csv
from tests.answered import answered

ATTEMPTS = int(os.environ.get("BENCH_ATTEMPTS", "100000"))


def bench_a_million_answers(app: Flask, tmp_path: Path) -> None:
    wave = answered(app, ATTEMPTS)
    file = answers_csv(wave)
    begun = time.process_time()
    path = tmp_path / "jawaban.csv"
    resident = most = resident_kb()
    with path.open("wb") as target:
        for chunk in file.chunks:
            target.write(chunk)
            most = max(most, resident_kb())
    seconds, grown = time.process_time() - begun, most - resident
    with path.open(newline="", encoding="utf-8") as source:
        rows = list(csv.reader(source))
    begun = time.process_time()
    with path.open("w", newline="", encoding="utf-8") as target_alone:
        csv.writer(target_alone).writerows(rows)
    alone = time.process_time() - begun
    kind = app.extensions["settings"].database_url.partition(":")[0]
    print(
        f"\n{kind}: {file.tally.rows} rows, {seconds:.2f} s CPU, csv alone {alone:.2f} s,"
        f" ratio {seconds / alone:.2f}, {grown / 1024:.1f} MB more memory"
    )


def resident_kb() -> int:
    """What the process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
