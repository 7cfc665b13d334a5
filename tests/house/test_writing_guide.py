"""The guide for writers keeps its word: its commands are run one after the other, from empty to published."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from neutrality_course.catalog import RULES, load_catalog
from neutrality_course.catalog.language import SENTENCE_ERROR, sentences, word_count
from neutrality_course.catalog.prose import passages
from tests.support.apps import SECRET_KEY

PROJECT = Path(__file__).resolve().parents[2]
GUIDE = PROJECT / "docs" / "menulis-konten.md"
FLASK = ".venv/bin/flask"


def commands() -> list[str]:
    """The lines of the blocks marked as commands, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def messages() -> list[str]:
    """The lines that the guide shows as answers."""
    blocks = re.findall(r"^```text\n(.*?)^```", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def fill_in(module: Path) -> None:
    """What the writer does between two commands: every mark is replaced by words."""
    numbers: Iterator[int] = iter(range(1000))
    for name in ("module.md", "quiz.md"):
        path = module / name
        path.write_text(
            re.sub(r"\[ISI: [^]]*\]", lambda _: f"Kata {next(numbers)}", path.read_text())
        )


def test_every_command_works_in_the_order_of_the_guide(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    environment = {
        **os.environ,
        "CONTENT_DIR": str(content),
        "INSTANCE_DIR": str(tmp_path),
        "SECRET_KEY": SECRET_KEY,
        "PYTHONPATH": str(PROJECT),
    }
    said: list[str] = []
    is_filled = False
    ran = 0
    for command in commands():
        if command.startswith("make "):
            continue
        assert command.startswith(f"{FLASK} --app app content "), command
        result = subprocess.run(
            [sys.executable, "-m", "flask", *shlex.split(command)[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        ran += 1
        said += [*result.stdout.splitlines(), *result.stderr.splitlines()]
        expected = 1 if " content check" in command and not is_filled else 0
        assert result.returncode == expected, f"{command}\n{result.stderr}"
        if command.endswith("--format json") and not is_filled:
            fill_in(content / "rapat-warga")
            is_filled = True
    assert ran >= 10
    assert set(messages()) <= set(said)
    assert "rapat-warga" in [module.slug for module in load_catalog(content).modules]
    back = (tmp_path / "soal-kembali.md").read_text()
    questions = (content / "rapat-warga" / "quiz.md").read_text()
    assert back.count("# Soal RAP-") == questions.count("# Soal RAP-") == 21


def test_its_make_commands_are_targets() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    named = re.findall(r"^make ([a-z]+)", "\n".join(commands()), re.MULTILINE)
    assert named == ["author"]
    assert re.search(r"^author:.*\n\t@exec \$\(FLASK\) content serve", makefile, re.MULTILINE)


def test_it_names_only_rules_and_files_that_exist() -> None:
    text = GUIDE.read_text()
    assert set(re.findall(r"\b[FKMGQDBJ]\d\d\b", text)) <= RULES.keys()
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (GUIDE.parent / link).exists(), link
    for code in RULES:
        assert re.search(
            rf"\b{code[0]} (?:berkas|kepala|halaman|gambar|soal|dasar|bahasa|rujukan|jawaban)", text
        ), code


@pytest.mark.parametrize("name", ["menulis-konten.md"])
def test_it_is_as_plain_as_it_asks_others_to_be(name: str) -> None:
    text = re.sub(
        r"^```.*?^```", "", (GUIDE.parent / name).read_text(), flags=re.DOTALL | re.MULTILINE
    )
    prose = [p for p in passages(list(enumerate(text.split("\n"), 1))) if p.kind == "prose"]
    long = [s.text for p in prose for s in sentences(p) if word_count(s.text) > SENTENCE_ERROR]
    assert long == []
