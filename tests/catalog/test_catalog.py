"""From sound files to the objects that pages and tests are made of."""

from dataclasses import FrozenInstanceError
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from neutrality_course.catalog import Basis, Catalog, Module, Objective, load_catalog
from neutrality_course.domain.quiz import Choice, Question, QuizForm
from neutrality_course.domain.terms import Difficulty, Stage
from tests.catalog import course


def loaded(folder: Path, files: course.Files) -> Module:
    return load_catalog(course.write(folder, files)).module("uji")


def form_a(folder: Path, old: str, new: str) -> QuizForm:
    return loaded(folder, course.changed("uji/quiz.md", old, new)).forms["A"]


def test_module(tmp_path: Path) -> None:
    module = loaded(tmp_path, course.files())
    assert (module.slug, module.title, module.order, module.is_core, module.minutes) == (
        "uji",
        "Modul uji: satu",
        1,
        True,
        15,
    )
    assert module.reviewed_on == date(2026, 11, 22)
    assert (module.summary, module.reviewed_by_role) == (
        "Modul kecil untuk pengujian.",
        "Tim penyusun",
    )
    assert module.objectives[0] == Objective("T1", "membaca aturan", True)
    assert module.objective("T6") == Objective("T6", "berlatih sendiri", False)
    assert module.bases == (
        Basis(
            id="pp-94-2021",
            short="PP 94/2021",
            title="Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
            kind="peraturan-pemerintah",
            number="94",
            year=2021,
            in_force_from=date(2021, 8, 31),
        ),
    )
    assert [page.slug for page in module.pages] == ["awal", "ringkasan", "yang-berubah"]
    assert module.letters == ("A", "B")
    assert list(module.practice) == ["UJI-101"]
    assert dict(module.images) == {"alur.svg": course.SVG}


def test_catalog(tmp_path: Path) -> None:
    catalog = load_catalog(course.write(tmp_path, course.files()))
    assert catalog.core_modules == catalog.modules
    assert catalog.bases["pp-53-2010"].has_ended
    assert not catalog.bases["uu-20-2023"].has_ended
    assert catalog.misconceptions["jam-kerja"].bases == ("PP 94/2021 Pasal 1",)
    other = course.changed("uji/module.md", "core: true", "core: false")
    assert load_catalog(course.write(tmp_path / "other", other)).core_modules == ()


def test_what_is_missing_is_a_key_error(tmp_path: Path) -> None:
    catalog = load_catalog(course.write(tmp_path, course.files()))
    for look_up in (catalog.module, catalog.module("uji").page, catalog.module("uji").objective):
        with pytest.raises(KeyError):
            look_up("../uji")


def test_nothing_can_be_changed(tmp_path: Path) -> None:
    catalog: Catalog = load_catalog(course.write(tmp_path, course.files()))
    module = catalog.module("uji")
    with pytest.raises(FrozenInstanceError):
        module.title = "lain"  # type: ignore[misc]  # what must fail
    for mapping in (catalog.bases, catalog.misconceptions, module.forms, module.practice):
        with pytest.raises(TypeError):
            mapping["x"] = None  # type: ignore[index]  # what must fail


def test_page(tmp_path: Path) -> None:
    module = loaded(tmp_path, course.files())
    page = module.page("awal")
    assert page.parts == (
        "<p>Aturan ini ada dalam PP 94/2021 Pasal 5. "
        'Baca lagi <a href="/modul/uji/ringkasan">ringkasan</a>.</p>\n'
        '<p><img alt="Dua kotak yang dihubungkan satu panah" height="160" loading="lazy" '
        'src="/modul/uji/gambar/alur.svg" width="320"></p>\n'
        "<h2>Contoh</h2>\n"
        '<div class="admonition contoh">\n<p class="admonition-title">Di kantor</p>\n'
        "<p>Bu Rina bertanya dulu.</p>\n</div>",
        module.practice["UJI-101"],
        "<p>Lanjut ke halaman lain.</p>",
    )
    assert (page.title, page.words, page.minutes) == ("Awal yang jelas", 28, 1)


def test_page_that_begins_with_a_question(tmp_path: Path) -> None:
    text = course.MODULE.replace("[[soal: UJI-101]]\n", "")
    text = text.replace("Tanya dulu, lalu putuskan.", "[[soal: UJI-101]]\n\nTanya dulu.")
    module = loaded(tmp_path, {**course.files(), "uji/module.md": text})
    assert module.page("ringkasan").parts == (module.practice["UJI-101"], "<p>Tanya dulu.</p>")


def test_abbreviations_are_explained_on_every_page(tmp_path: Path) -> None:
    text = course.MODULE.replace("Tanya dulu", "Tanya PPK dulu") + "\n*[PPK]: Pejabat Pembina\n"
    module = loaded(tmp_path, {**course.files(), "uji/module.md": text})
    assert module.page("ringkasan").parts == (
        '<p>Tanya <abbr title="Pejabat Pembina">PPK</abbr> dulu, lalu putuskan.</p>',
    )


def choice(letter: str, is_right: bool) -> Choice:
    text = f"Jawaban {letter} untuk kasus 001"
    return Choice(
        id=sha256(text.encode()).hexdigest()[:8],
        text=text,
        text_html=text,
        is_right=is_right,
        reason_html=f"{'Benar' if is_right else 'Keliru'}. Begitu aturannya.",
    )


def test_question(tmp_path: Path) -> None:
    assert loaded(tmp_path, course.files()).forms["A"].questions[0] == Question(
        id="UJI-001",
        stem="Bu Rina menghadapi kasus 001. Apa yang tepat?",
        stem_html="<p>Bu Rina menghadapi kasus 001. Apa yang tepat?</p>",
        choices=(choice("p", False), choice("q", True), choice("r", False), choice("s", False)),
        objective="T2",
        stage=Stage.GENERAL,
        difficulty=Difficulty.EASY,
        bases=("PP 94/2021 Pasal 5",),
    )


def test_question_with_everything(tmp_path: Path) -> None:
    text = course.quiz().replace(
        course.question(1, "A", "T2", right=1),
        """\
# Soal UJI-001
Tujuan: T2
Paket: A
Tahapan: masa-tenang
Kesulitan: sulit
Dasar: PP 94/2021 Pasal 5 huruf n angka 2; PP 94/2021 Pasal 13
Acak: tidak
Ditinjau: 2026-11-22

Bu Rina menerima pesan.
Isinya ajakan.

Apa yang **tidak** tepat?

- [ ] 2. Menolak *dengan sopan*
      lalu mencatat
  > Keliru. Baca [ringkasan](modul:uji/ringkasan)
  > sekali lagi. {salah: jam-kerja}
- [X] Meneruskan pesan itu {id: terus}
  > Benar. Itu menyebarkan ajakan.

- [ ] Bertanya kepada atasan
  > Keliru. Bertanya selalu boleh.

""",
    )
    question = loaded(tmp_path, {**course.files(), "uji/quiz.md": text}).forms["A"].questions[0]
    assert question == Question(
        id="UJI-001",
        stem="Bu Rina menerima pesan.\nIsinya ajakan.\n\nApa yang **tidak** tepat?",
        stem_html="<p>Bu Rina menerima pesan.\nIsinya ajakan.</p>\n"
        "<p>Apa yang <strong>tidak</strong> tepat?</p>",
        choices=(
            Choice(
                id=sha256(b"2. Menolak *dengan sopan* lalu mencatat").hexdigest()[:8],
                text="2. Menolak *dengan sopan* lalu mencatat",
                text_html="2. Menolak <em>dengan sopan</em> lalu mencatat",
                is_right=False,
                reason_html='Keliru. Baca <a href="/modul/uji/ringkasan">ringkasan</a>\n'
                "sekali lagi.",
                misconception="jam-kerja",
            ),
            Choice(
                id="terus",
                text="Meneruskan pesan itu",
                text_html="Meneruskan pesan itu",
                is_right=True,
                reason_html="Benar. Itu menyebarkan ajakan.",
            ),
            Choice(
                id=sha256(b"Bertanya kepada atasan").hexdigest()[:8],
                text="Bertanya kepada atasan",
                text_html="Bertanya kepada atasan",
                is_right=False,
                reason_html="Keliru. Bertanya selalu boleh.",
            ),
        ),
        objective="T2",
        stage=Stage.QUIET_DAYS,
        difficulty=Difficulty.HARD,
        bases=("PP 94/2021 Pasal 5 huruf n angka 2", "PP 94/2021 Pasal 13"),
        is_shuffled=False,
    )


def test_option_ids_stay_when_options_move_or_reasons_change(tmp_path: Path) -> None:
    before = loaded(tmp_path / "a", course.files()).forms["A"].questions[0]
    first, second = (f"] Jawaban {letter} untuk kasus 001" for letter in "rs")
    moved = course.quiz().replace(first, "] @").replace(second, first).replace("] @", second)
    moved = moved.replace("> Keliru. Begitu aturannya.", "> Keliru. Aturannya begitu.", 4)
    files = {**course.files(), "uji/quiz.md": moved}
    after = loaded(tmp_path / "b", files).forms["A"].questions[0]
    assert [choice.id for choice in after.choices] == [
        before.choices[place].id for place in (0, 1, 3, 2)
    ]
    spaced = form_a(tmp_path / "c", "Jawaban p untuk kasus 001", "Jawaban  p untuk\n    kasus 001")
    assert [c.id for c in spaced.questions[0].choices] == [c.id for c in before.choices]


def test_option_ids_do_not_depend_on_how_an_accent_is_stored(tmp_path: Path) -> None:
    one = form_a(tmp_path / "one", "p untuk kasus 001", "kaf\u00e9")
    two = form_a(tmp_path / "two", "p untuk kasus 001", "kafe\u0301")
    assert one == two


def test_version_follows_the_meaning(tmp_path: Path) -> None:
    version = loaded(tmp_path / "0", course.files()).forms["A"].version
    same = {
        "reason": ("Begitu aturannya.", "Aturannya begitu."),
        "misconception": ("Begitu aturannya.", "Begitu aturannya. {salah: jam-kerja}"),
        "basis": ("Dasar: PP 94/2021 Pasal 5", "Dasar: PP 94/2021 Pasal 5 huruf n"),
        "spaces": ("kasus 001\n  > Keliru", "kasus  001  \n    >   Keliru"),
    }
    for name, (old, new) in same.items():
        assert form_a(tmp_path / name, old, new).version == version, name
    different = {
        "stem": ("Apa yang tepat?", "Apa yang paling tepat?"),
        "option": ("Jawaban p untuk kasus 001", "Jawaban p bagi kasus 001"),
        "option id": ("p untuk kasus 001", "p untuk kasus 001 {id: satu}"),
        "order rule": ("5\n\nBu", "5\nAcak: tidak\n\nBu"),
        "question id": ("UJI-001", "UJI-051"),
        "key": (
            "- [ ] Jawaban p untuk kasus 001\n  > Keliru. Begitu aturannya.\n- [x] Jawaban q untuk "
            "kasus 001\n  > Benar",
            "- [x] Jawaban p untuk kasus 001\n  > Benar. Begitu aturannya.\n- [ ] Jawaban q untuk "
            "kasus 001\n  > Keliru",
        ),
    }
    versions = {form_a(tmp_path / name, *change).version for name, change in different.items()}
    assert version not in versions
    assert len(versions) == len(different)


def test_a_form_comes_back_from_its_stored_body(tmp_path: Path) -> None:
    form = loaded(tmp_path, course.files()).forms["B"]
    assert QuizForm.from_body(form.as_body()) == form
