"""Files that are missing, broken, elsewhere or made to hang: a clear fault each time, and quickly."""

import os
import time
from pathlib import Path

import pytest

from neutrality_course.catalog import ContentError, check_content, load_catalog
from tests.catalog import course


def faults_in(root: Path) -> set[str]:
    return {f"{fault.path}:{fault.line} {fault.code}" for fault in check_content(root)}


def with_file(folder: Path, name: str, content: str | bytes) -> Path:
    return course.write(folder, {**course.files(), name: content})


def test_no_folder(tmp_path: Path) -> None:
    assert faults_in(tmp_path / "content") == {"content:1 F01"}
    with pytest.raises(ContentError, match="content:1: GALAT F01: Folder konten tidak ada"):
        load_catalog(tmp_path / "content")


def test_empty_folder(tmp_path: Path) -> None:
    root = course.write(tmp_path, {"LAMPIRAN.txt": "bukan bagian kursus"})
    assert faults_in(root) == {
        "content:1 F01",
        "content/bases.yml:1 F01",
        "content/miskonsepsi.yml:1 F01",
    }


@pytest.mark.parametrize("name", ["bases.yml", "miskonsepsi.yml", "uji/module.md", "uji/quiz.md"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    root = course.write(tmp_path, course.files())
    (root / name).unlink()
    assert faults_in(root) == {f"content/{name}:1 F01"}


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    (root / "bases.yml").unlink()
    (root / "bases.yml").mkdir()
    assert "content/bases.yml:1 F01" in faults_in(root)


def test_pipe_in_the_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    (root / "uji/quiz.md").unlink()
    os.mkfifo(root / "uji/quiz.md")
    assert faults_in(root) == {"content/uji/quiz.md:1 F01"}


def test_not_utf_8(tmp_path: Path) -> None:
    latin = course.MODULE.replace("Lanjut ke", "Lanjut ké").encode("cp1252")
    assert faults_in(with_file(tmp_path, "uji/module.md", latin)) == {
        "content/uji/module.md:32 F02"
    }


def test_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    plain = load_catalog(course.write(tmp_path / "plain", course.files()))
    windows = {
        name: b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode()
        if isinstance(content, str)
        else content
        for name, content in course.files().items()
    }
    assert load_catalog(course.write(tmp_path / "windows", windows)) == plain


@pytest.mark.parametrize("hidden", ["\0", "\x02", "\x1b", "\x85", "\u202e", "\u2066"])
def test_hidden_characters(tmp_path: Path, hidden: str) -> None:
    text = course.MODULE.replace("Lanjut ke", f"Lanjut{hidden} ke")
    assert faults_in(with_file(tmp_path, "uji/module.md", text)) == {"content/uji/module.md:32 F03"}


@pytest.mark.parametrize("name", ["bases.yml", "uji/module.md", "uji/quiz.md", "uji/alur.svg"])
def test_link_out_of_the_folder(tmp_path: Path, name: str) -> None:
    root = course.write(tmp_path, course.files())
    outside = tmp_path / "luar"
    (root / name).rename(outside)
    (root / name).symlink_to(outside)
    assert f"content/{name}:1 F04" in faults_in(root)
    with pytest.raises(ContentError):
        load_catalog(root)


def test_module_folder_linked_from_outside(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    (root / "uji").rename(tmp_path / "luar")
    (root / "uji").symlink_to(tmp_path / "luar")
    assert faults_in(root) == {"content/uji:1 F04"}


def test_links_within_the_folder_and_loops(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    (root / "uji/alur.svg").rename(root / "alur.svg")
    (root / "uji/alur.svg").symlink_to(root / "alur.svg")
    assert faults_in(root) == set()
    (root / "uji/quiz.md").unlink()
    (root / "uji/quiz.md").symlink_to(root / "uji/quiz.md")
    assert faults_in(root) == {"content/uji/quiz.md:1 F01"}


@pytest.mark.parametrize("slug", ["Uji", "uji_dua", "kursus", "é"])
def test_badly_named_module_folder(tmp_path: Path, slug: str) -> None:
    root = with_file(tmp_path, f"{slug}/module.md", course.MODULE)
    assert faults_in(root) == {f"content/{slug}:1 F06"}


def test_hidden_folders_are_not_modules(tmp_path: Path) -> None:
    assert faults_in(with_file(tmp_path, ".git/config", "x")) == set()


def test_file_that_nothing_uses(tmp_path: Path) -> None:
    root = with_file(tmp_path, "uji/catatan.txt", "x")
    assert faults_in(root) == {"content/uji/catatan.txt:1 F51"}
    assert load_catalog(root).module("uji").images.keys() == {"alur.svg"}


def test_too_large(tmp_path: Path) -> None:
    assert faults_in(with_file(tmp_path / "a", "uji/quiz.md", "a\n" * 100_001)) == {
        "content/uji/quiz.md:1 F05"
    }
    long_line = course.MODULE.replace("Lanjut ke", "a" * 2_001)
    assert faults_in(with_file(tmp_path / "b", "uji/module.md", long_line)) == {
        "content/uji/module.md:32 F05"
    }


@pytest.mark.parametrize(
    "text",
    [
        "- a: &x [1, 2]\n  b: [*x, *x]\n",
        "- <<: {a: 1}\n",
        "- ? [a]\n  : b\n",
        "- true: 1\n",
        "- !!python/object/apply:os.system [ls]\n",
        "--- a\n--- b\n",
        "a: b\n",
        "- a\n",
        "- [a]\n",
        "-\n",
        "",
        "# hanya catatan\n",
        "@",
        "%YAML 9.9\n---\n- a",
        "- id: 2021-99-99\n",
        "- id: " + "9" * 1_900 + "\n",
        "\n".join("- " * 900 for _ in range(100)),
        "\n".join("[" * 1_900 for _ in range(90)),
        "- {" * 600,
        "\n".join(" " * n + "a:" for n in range(500)),
    ],
)
def test_hostile_yaml_is_a_fault_at_once(tmp_path: Path, text: str) -> None:
    started = time.process_time()
    found = faults_in(with_file(tmp_path, "bases.yml", text))
    assert time.process_time() - started < 3
    assert found
    assert all(fault.startswith("content/bases.yml:") for fault in found)


NESTED = {
    "brackets": "[" * 10_000,
    "brackets in lines": "\n".join(["[" * 100] * 100),
    "links": "\n".join(["[a](" * 50] * 50),
    "images": "\n".join(["![a](" * 50] * 50),
    "quotes": ">" * 5_000 + " a",
    "spaced quotes": "> " * 900 + "a",
    "lists": "- " * 900 + "a",
    "numbered lists": "1. " * 600 + "a",
    "definition lists": "a\n" + ":   " * 400 + "b",
    "deep lists": "\n".join(" " * 4 * n + "- a" for n in range(100)),
    "long list": "\n".join("    " * (n % 7) + "- a" for n in range(2_000)),
    "emphasis": "\n".join(["*a **b " * 100] * 20),
    "underscores": "\n".join(["_a __b " * 100] * 20),
    "code": "\n".join(["`a ``b " * 100] * 20),
    "headings": "### a\n" * 3_000,
    "underlined headings": "a\n===\n" * 3_000,
    "table": "\n".join(["|a" * 900, "|-" * 900, *["|a" * 900] * 20]),
    "boxes": "\n\n".join(["!!! note\n\n    !!! note\n\n        a"] * 800),
    "footnotes": "\n".join(f"a[^{n}]\n\n[^{n}]: b\n" for n in range(1_000)),
    "abbreviations": "\n".join(f"*[A{n}]: b" for n in range(2_000)),
    "braces": "a {" + " b=c" * 400 + "}",
    "angles": "\n".join(["<a" * 900] * 20),
    "ampersands": "\n".join(["&amp;" * 300] * 50),
    "words": "\n".join(["kata " * 300] * 100),
    "sentences": "\n".join(["A. B! " * 300] * 100),
    "spaces": "\n".join([" " * 1_900 + "a"] * 100),
    "blank reasons": "\n".join(["  >" + " " * 1_900] * 90),
    "marks": "\n".join(["{salah: {id:" * 150] * 90),
}


@pytest.mark.parametrize("name", NESTED)
@pytest.mark.parametrize("file", ["uji/module.md", "uji/quiz.md"])
def test_hostile_markdown_is_bounded(tmp_path: Path, name: str, file: str) -> None:
    place = "Lanjut ke halaman lain." if file == "uji/module.md" else "Begitu aturannya."
    files = course.changed(file, place, NESTED[name])
    started = time.process_time()
    check_content(course.write(tmp_path, files))
    assert time.process_time() - started < 3


def test_whole_file_of_the_slowest_pages_is_bounded(tmp_path: Path) -> None:
    page = "\n".join(["1. a"] * 1_500)
    pages = "".join(f"## Halaman {n} {{#h{n}}}\n\n{page}\n\n" for n in range(24))
    text = course.MODULE.replace("## Ringkasan", pages + "## Ringkasan")
    started = time.process_time()
    check_content(with_file(tmp_path, "uji/module.md", text))
    assert time.process_time() - started < 10
