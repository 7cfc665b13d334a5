"""Each rule is broken once in an otherwise sound course, and says so in the right place, alone."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from neutrality_course.catalog import ContentError, check_content, load_catalog
from tests.catalog import course

LONG_WORDS = "Kewaspadaan menyeluruh memerlukan pengendalian berkesinambungan. " * 13
HARDER_WORDS = "Pegawai membaca pengumuman di kantor kelurahan itu. " * 9
WORDS_21 = " ".join(["Kata", *["kata"] * 20]) + "."
WORDS_31 = " ".join(["Kata", *["kata"] * 30]) + "."


@dataclass(frozen=True)
class Broken:
    """A text replaced in one file, and every fault that follows: file:line code."""

    file: str
    old: str
    new: str
    faults: tuple[str, ...]


def in_bases(old: str, new: str, *faults: str) -> Broken:
    return Broken("bases.yml", old, new, faults)


def in_beliefs(old: str, new: str, *faults: str) -> Broken:
    return Broken("miskonsepsi.yml", old, new, faults)


def in_module(old: str, new: str, *faults: str) -> Broken:
    return Broken("uji/module.md", old, new, faults)


def in_quiz(old: str, new: str, *faults: str) -> Broken:
    return Broken("uji/quiz.md", old, new, faults)


def in_drawing(old: str, new: str, *faults: str) -> Broken:
    return Broken("uji/alur.svg", old, new, faults)


HEADS = [
    in_bases("PP 94/2021", "'PP 94/2021", "bases.yml:2 K01"),
    in_bases("id: pp-94-2021", "id: &a pp-94-2021", "bases.yml:1 K01"),
    in_bases("id: pp-94-2021", "id: !!str pp-94-2021", "bases.yml:1 K01"),
    in_bases("in_force_from: 2021-08-31", "in_force_from: 2021-02-31", "bases.yml:1 K01"),
    in_bases('number: "94"', 'number: "94"\n  a: ' + "[" * 11 + "]" * 11, "bases.yml:6 K01"),
    in_bases("  year: 2023\n", "", "bases.yml:16 K02"),
    in_bases('number: "20"', 'nomor: "20"', "bases.yml:16 K02", "bases.yml:20 K03"),
    in_bases("year: 2023", "year: 2023\n  year: 2023", "bases.yml:22 K03"),
    in_bases("year: 2023", "year: 2023\n  on: ya", "bases.yml:22 K03"),
    in_bases('number: "20"', "number: 20", "bases.yml:20 K04"),
    in_bases("year: 2023", 'year: "2023"', "bases.yml:21 K04"),
    in_bases("kind: undang-undang", "kind: qanun", "bases.yml:19 K04"),
    in_bases('number: "20"', 'number: "2\\x00"', "bases.yml:20 K04"),
    in_bases("id: uu-20-2023", "id: pp-53-2010", "bases.yml:16 K05"),
    in_bases("short: UU 20/2023", "short: PP 53/2010", "bases.yml:16 K05"),
    in_bases("replaced_by: pp-94-2021", "replaced_by: pp-1-2030", "bases.yml:8 K06"),
    in_beliefs("belief: Sepulang", "belief: 'Sepulang", "miskonsepsi.yml:2 K01"),
    in_beliefs("bases: [PP 94/2021 Pasal 1]", "bases: []", "miskonsepsi.yml:4 K04"),
    in_beliefs("PP 94/2021 Pasal 1", "PP 1/2030", "miskonsepsi.yml:1 Q16"),
    in_module("core: true\n", "", "uji/module.md:2 K02"),
    in_module("core: true", "core: true\npenulis: Ani", "uji/module.md:5 K03"),
    in_module("core: true", "core: 1", "uji/module.md:4 K04"),
    in_module("reviewed_on: 2026-11-22", 'reviewed_on: "22/11"', "uji/module.md:7 K04"),
    in_module("legal_bases: [pp-94-2021]", "legal_bases: [pp-94-2021, x]", "uji/module.md:9 K06"),
    in_module("[pp-94-2021]", "[pp-94-2021, pp-94-2021]", "uji/module.md:9 K05"),
    in_module(
        "id: T6",
        "id: T5",
        "uji/module.md:10 K05",
        "uji/quiz.md:362 Q14",
    ),
    in_module("---\ntitle", "title", "uji/module.md:1 K07"),
    in_module(
        "id: T6, measured: false",
        "id: T6, measured: true",
        "uji/module.md:10 K08",
        "uji/quiz.md:1 Q15",
        "uji/quiz.md:181 Q15",
    ),
]

PAGES = [
    in_module("## Awal", "Kata pembuka.\n\n## Awal", "uji/module.md:19 M01"),
    in_module(" {#awal}", "", "uji/module.md:19 M02"),
    in_module("{#awal}", "{#Awal_1}", "uji/module.md:19 M02"),
    in_module("{#awal}", "{#ringkasan}", "uji/module.md:34 M03"),
    in_module("### Contoh", "#### Contoh", "uji/module.md:25 M04"),
    in_module("### Contoh", "# Contoh", "uji/module.md:25 M04"),
    in_module("## Awal yang jelas {", "## {", "uji/module.md:19 M04"),
    in_module("{#yang-berubah}", "{#perubahan}", "uji/module.md:38 M05"),
    in_module("## Ringkasan {#ringkasan}\n", "", "uji/module.md:21 M07", "uji/module.md:37 M05"),
    in_module("Lanjut ke", "Lanjut <b>ke</b>", "uji/module.md:32 M06"),
    in_module("Lanjut ke", "Lanjut <!-- ke -->", "uji/module.md:32 M06"),
    in_module("Lanjut ke", "Lanjut &#106; ke", "uji/module.md:32 M06"),
    in_module("## Awal yang jelas", "## Awal <i>yang</i> jelas", "uji/module.md:19 M06"),
    in_module("modul:uji/ringkasan", "modul:uji/tamat", "uji/module.md:21 M07"),
    in_module("modul:uji/ringkasan", "modul:lain", "uji/module.md:21 M07"),
    in_module("modul:uji/ringkasan", "http://contoh.id", "uji/module.md:21 M08"),
    in_module("modul:uji/ringkasan", "/modul/uji", "uji/module.md:21 M08"),
    in_module("modul:uji/ringkasan", "javascript:alert(1)", "uji/module.md:21 M08"),
    in_module("UJI-101]]", "UJI-101]] di sini", "uji/module.md:30 M09", "uji/quiz.md:361 M10"),
    in_module(
        "[[soal: UJI-101]]", "[[soal: UJI-101]]\n\n[[soal: UJI-999]]", "uji/module.md:32 M09"
    ),
    in_module(
        "[[soal: UJI-101]]", "[[soal: UJI-101]]\n\n[[soal: UJI-001]]", "uji/module.md:32 M09"
    ),
    in_module("Lanjut ke halaman lain.", "[[soal: UJI-101]]", "uji/module.md:32 M10"),
    in_module("[[soal: UJI-101]]\n", "", "uji/quiz.md:361 M10"),
    in_module("!!! contoh", "!!! penting", "uji/module.md:27 M11"),
    in_module("### Contoh", "### Contoh {#isi}", "uji/module.md:25 M12"),
    in_module("Lanjut ke", "> > > > > > Lanjut ke", "uji/module.md:32 M13"),
    in_module("Lanjut ke halaman lain.", "[a](" * 401, "uji/module.md:19 M13"),
    in_module("Lanjut ke halaman lain.", "*[X]: y\n" * 61, "uji/module.md:1 M13"),
    in_module("Tanya dulu, lalu putuskan.", "", "uji/module.md:34 M14"),
    in_module("Lanjut ke halaman lain.", "Tanya dulu. " * 121, "uji/module.md:19 M51"),
    in_module("![Dua kotak yang dihubungkan satu panah]", "![ ]", "uji/module.md:23 G01"),
    in_module("(alur.svg)", "(arus.svg)", "uji/module.md:1 F51", "uji/module.md:23 G02"),
    in_module("PP 94/2021 Pasal 5.", "PP 95/2021 Pasal 5.", "uji/module.md:21 D01"),
    in_module("Tanya dulu, lalu", "Menurut PP 53/2010,", "uji/module.md:36 D51"),
]

DRAWINGS = [
    in_drawing("viewBox", "viewbox", "uji/alur.svg:1 G05", "uji/module.md:23 G02"),
    in_drawing("</svg>", "", "uji/alur.svg:1 G05", "uji/module.md:23 G02"),
    in_drawing("<path", "<script>1</script><path", "uji/alur.svg:1 G04", "uji/module.md:23 G02"),
    in_drawing("<path", "<path onclick='x()'", "uji/alur.svg:1 G04", "uji/module.md:23 G02"),
    in_drawing(
        "<path", "<image href='https://contoh.id/a.png'/><path",
        "uji/alur.svg:1 G04", "uji/module.md:23 G02",
    ),
    in_drawing(
        "<path", "<path style='fill:url(https://contoh.id/a)'",
        "uji/alur.svg:1 G04", "uji/module.md:23 G02",
    ),
    in_drawing(
        "<path", "<style>@import 'a.css';</style><path",
        "uji/alur.svg:1 G04", "uji/module.md:23 G02",
    ),
    in_drawing(
        "<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg",
        "uji/alur.svg:1 G04", "uji/module.md:23 G02",
    ),
    in_drawing("<path", "<!--" + "x" * 20_000 + "--><path", "uji/alur.svg:1 G03", "uji/module.md:23 G02"),
]  # fmt: skip

QUESTIONS = [
    in_quiz("# Soal UJI-001", "Pengantar.\n\n# Soal UJI-001", "uji/quiz.md:1 Q01"),
    in_quiz("# Soal UJI-001", "# Pertanyaan 1", "uji/quiz.md:1 Q01"),
    in_quiz("\n# Soal UJI-002", "Catatan.\n\n# Soal UJI-002", "uji/quiz.md:18 Q01"),
    in_quiz("Begitu aturannya.", "Begitu. {salah jam-kerja}", "uji/quiz.md:11 Q01"),
    in_quiz("Tahapan: umum\n", "", "uji/quiz.md:1 Q02"),
    in_quiz("Dasar: PP 94/2021 Pasal 5\n", "Dasar:\n", "uji/quiz.md:6 Q02"),
    in_quiz("Tahapan: umum", "Tahapan: umum\nTingkat: berat", "uji/quiz.md:5 Q03"),
    in_quiz("Tahapan: umum", "Tahapan: umum\nTahapan: umum", "uji/quiz.md:5 Q03"),
    in_quiz("Tahapan: umum\nKesulitan: mudah", "Kesulitan: mudah\nTahapan: umum", "uji/quiz.md:5 Q03"),
    in_quiz("Tahapan: umum", "Tahapan: pagi", "uji/quiz.md:4 Q04"),
    in_quiz("Kesulitan: mudah", "Kesulitan: gampang", "uji/quiz.md:5 Q04"),
    in_quiz("5\n\nBu", "5\nAcak: boleh\n\nBu", "uji/quiz.md:7 Q04"),
    in_quiz("5\n\nBu", "5\nDitinjau: kemarin\n\nBu", "uji/quiz.md:7 Q04"),
    in_quiz(
        "5\n\nBu Rina menghadapi kasus 001. Apa yang tepat?\n\n- [ ] Jawaban p",
        "5\nJenis: banyak\n\nBu Rina menghadapi kasus 001. Apa yang tepat?\n\n- [ ] Jawaban p",
        "uji/quiz.md:1 Q07", "uji/quiz.md:7 Q04",
    ),
    in_quiz("# Soal UJI-002", "# Soal UJI-001", "uji/quiz.md:19 Q05"),
    in_quiz("# Soal UJI-002", "# Soal uji2", "uji/quiz.md:19 Q05"),
    in_quiz(
        "- [ ] Jawaban r untuk kasus 001\n  > Keliru. Begitu aturannya.\n"
        "- [ ] Jawaban s untuk kasus 001\n  > Keliru. Begitu aturannya.\n",
        "",
        "uji/quiz.md:1 Q06",
    ),
    in_quiz(
        "\n# Soal UJI-002",
        "- [ ] Jawaban t\n  > Keliru. Ya.\n- [ ] Jawaban u\n  > Keliru. Ya.\n\n# Soal UJI-002",
        "uji/quiz.md:1 Q06",
    ),
    in_quiz(
        "[x] Jawaban q untuk kasus 001\n  > Benar.", "[ ] Jawaban q untuk kasus 001\n  > Keliru.",
        "uji/quiz.md:1 Q07",
    ),
    in_quiz(
        "[ ] Jawaban p untuk kasus 001\n  > Keliru.", "[x] Jawaban p untuk kasus 001\n  > Benar.",
        "uji/quiz.md:1 Q07",
    ),
    in_quiz("  > Keliru. Begitu aturannya.\n", "", "uji/quiz.md:10 Q08"),
    in_quiz("  > Keliru. Begitu aturannya.\n", "  > Keliru.\n", "uji/quiz.md:10 Q08"),
    in_quiz("> Keliru. Begitu", "> Benar. Begitu", "uji/quiz.md:11 Q09"),
    in_quiz("> Benar. Begitu", "> Betul. Begitu", "uji/quiz.md:13 Q09"),
    in_quiz("Jawaban q untuk kasus 001", "jawaban  P untuk kasus 001.", "uji/quiz.md:12 Q10"),
    in_quiz("kasus 001\n  > K", "kasus 001 {id: Huruf Besar}\n  > K", "uji/quiz.md:10 Q11"),
    in_quiz(
        "p untuk kasus 001\n  > Keliru. Begitu aturannya.\n- [x] Jawaban q untuk kasus 001",
        "p kasus 001 {id: a}\n  > Keliru. Begitu aturannya.\n- [x] Jawaban q kasus 001 {id: a}",
        "uji/quiz.md:12 Q11",
    ),
    in_quiz("Begitu aturannya.", "Begitu. {salah: lupa}", "uji/quiz.md:11 Q12"),
    in_quiz(
        "> Benar. Begitu aturannya.", "> Benar. Begitu. {salah: jam-kerja}", "uji/quiz.md:13 Q12"
    ),
    in_quiz("Bu Rina menghadapi kasus 001. Apa yang tepat?\n", "", "uji/quiz.md:1 Q13"),
    in_quiz("Bu Rina menghadapi", "Perhatikan.\n\n1. Bu Rina menghadapi", "uji/quiz.md:10 Q13"),
    in_quiz("kasus 001. Apa", "kasus ![a](alur.svg). Apa", "uji/quiz.md:8 Q13"),
    in_quiz("Jawaban p untuk kasus 001", "[Jawaban](https://a.id)", "uji/quiz.md:10 Q13"),
    in_quiz("Begitu aturannya.", "Begitu ![a](alur.svg).", "uji/quiz.md:11 Q13"),
    in_quiz("Begitu aturannya.", "[Baca](modul:uji/tamat).", "uji/quiz.md:11 M07"),
    in_quiz("Begitu aturannya.", "[Baca](javascript:alert).", "uji/quiz.md:11 M08"),
    in_quiz("Begitu aturannya.", "<b>Begitu</b>.", "uji/quiz.md:11 M06"),
    in_quiz("Tujuan: T2", "Tujuan: T9", "uji/quiz.md:1 Q15", "uji/quiz.md:2 Q14"),
    in_quiz("Tujuan: T2", "Tujuan: T6", "uji/quiz.md:1 Q15", "uji/quiz.md:2 Q14"),
    in_quiz("Tujuan: T2", "Tujuan: T3", "uji/quiz.md:1 Q15"),
    in_quiz("Paket: latihan", "Paket: C", "uji/module.md:30 M09", "uji/quiz.md:361 Q15", "uji/quiz.md:362 Q14"),
    in_quiz("Dasar: PP 94/2021", "Dasar: PP 94/20211", "uji/quiz.md:6 Q16"),
    in_quiz("Dasar: PP 94/2021 Pasal 5", "Dasar: PP 94/2021; Adat", "uji/quiz.md:6 Q16"),
    in_quiz("Dasar: PP 94/2021", "Dasar: PP 53/2010", "uji/quiz.md:6 Q17"),
    in_quiz("Dasar: PP 94/2021", "Dasar: UU 20/2023", "uji/quiz.md:6 D52"),
    in_quiz("Jawaban p untuk kasus 001", "Semua jawaban benar", "uji/quiz.md:10 Q18"),
    in_quiz("Jawaban p untuk kasus 001", "A dan B", "uji/quiz.md:10 Q18"),
    in_quiz(
        course.question(2, "A", "T3", right=2),
        course.question(1, "A", "T3", right=2).replace("UJI-001", "UJI-002"),
        "uji/quiz.md:19 Q19",
    ),
    in_quiz("001. Apa yang tepat", "001. Apa yang tidak tepat", "uji/quiz.md:8 Q53"),
    in_quiz("Jawaban q untuk kasus 001", "Jawaban q untuk kasus 001, lalu bertanya dulu", "uji/quiz.md:12 Q55"),
    in_quiz("Jawaban q untuk kasus 001", "Jawaban q", "uji/quiz.md:12 Q55"),
    in_quiz("Bu Rina menghadapi", "Ia bertanya. " * 28 + "Bu Rina menghadapi", "uji/quiz.md:8 Q57"),
    in_quiz("Jawaban p untuk kasus 001", "[ISI: pilihan]", "uji/quiz.md:10 B04"),
    in_quiz("Dasar: PP 94/2021 Pasal 5", "Dasar: PP 94/2021 [ISI: pasal]", "uji/quiz.md:6 B04"),
]  # fmt: skip

LANGUAGE = [
    in_module("Tanya dulu, lalu putuskan.", LONG_WORDS, "uji/module.md:34 B01"),
    in_module("Tanya dulu, lalu putuskan.", HARDER_WORDS, "uji/module.md:34 B51"),
    in_module("Tanya dulu, lalu putuskan.", f"Satu.\n{WORDS_31}", "uji/module.md:37 B02"),
    in_module("Tanya dulu, lalu putuskan.", f"Satu.\n{WORDS_21}", "uji/module.md:37 B52"),
    in_module("Tanya dulu,", "Adalah merupakan tanya dulu,", "uji/module.md:36 B03"),
    in_module("Tanya dulu,", "Guna tanya dulu,", "uji/module.md:36 B53"),
    in_module("Tanya dulu,", "Praktek tanya dulu,", "uji/module.md:36 B54"),
    in_module("Tanya dulu, lalu putuskan.", "[ISI: isi halaman]", "uji/module.md:36 B04"),
    in_module("Modul kecil untuk pengujian.", '"[ISI: satu kalimat]"', "uji/module.md:6 B04"),
    in_module("Tanya dulu,", "Tanya PPK dulu,", "uji/module.md:36 B55"),
    in_module("Modul kecil", "Himbauan kecil", "uji/module.md:6 B03"),
    in_module("berlatih sendiri", "berlatih agar supaya bisa", "uji/module.md:10 B03"),
    in_beliefs("saya bebas", "saya bebas dikarenakan pulang", "miskonsepsi.yml:1 B53"),
    in_quiz("Bu Rina menghadapi", f"{WORDS_31} Bu Rina menghadapi", "uji/quiz.md:8 B02"),
    in_quiz("Jawaban p untuk kasus 001", "Minta ijin dulu", "uji/quiz.md:10 B54"),
    in_quiz("Begitu aturannya.", "Itu resiko.", "uji/quiz.md:11 B54"),
]

BROKEN = [*HEADS, *PAGES, *DRAWINGS, *QUESTIONS, *LANGUAGE]


def faults_in(folder: Path, files: course.Files) -> set[str]:
    """Place and code of each fault, without the folder's name."""
    found = check_content(course.write(folder, files))
    return {f"{fault.path.removeprefix('content/')}:{fault.line} {fault.code}" for fault in found}


def test_the_sound_course_has_no_fault(tmp_path: Path) -> None:
    assert check_content(course.write(tmp_path, course.files())) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.faults}")
def test_a_broken_rule_is_named_where_it_is_broken(tmp_path: Path, broken: Broken) -> None:
    files = course.changed(broken.file, broken.old, broken.new)
    assert faults_in(tmp_path, files) == set(broken.faults)


def test_errors_stop_the_load_and_warnings_do_not(tmp_path: Path) -> None:
    warned = course.changed("uji/module.md", "Tanya dulu,", "Guna tanya dulu,")
    assert load_catalog(course.write(tmp_path / "warned", warned)).modules[0].slug == "uji"
    broken = course.changed("uji/module.md", "Tanya dulu,", "Agar supaya tanya dulu,")
    with pytest.raises(ContentError) as raised:
        load_catalog(course.write(tmp_path / "broken", broken))
    assert str(raised.value) == (
        "content/uji/module.md:36: GALAT B03: “agar supaya” tidak dipakai: tulis agar."
    )


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    files = course.changed("uji/module.md", "Tanya dulu,", "Agar supaya tanya <b>dulu</b>,")
    files["uji/quiz.md"] = course.quiz().replace("Tahapan: umum", "Tahapan: pagi", 1)
    files["bases.yml"] = course.BASES.replace("replaced_by: pp-94-2021", "replaced_by: pp-1-2030")
    with pytest.raises(ContentError) as raised:
        load_catalog(course.write(tmp_path, files))
    assert [(fault.path, fault.line, fault.code) for fault in raised.value.faults] == [
        ("content/bases.yml", 8, "K06"),
        ("content/uji/module.md", 36, "B03"),
        ("content/uji/module.md", 36, "M06"),
        ("content/uji/quiz.md", 4, "Q04"),
    ]


def test_forms_need_ten_questions_two_for_each_objective(tmp_path: Path) -> None:
    files = course.files()
    files["uji/quiz.md"] = course.quiz().replace(course.question(20, "B", "T1", right=0), "")
    assert faults_in(tmp_path, files) == {"uji/quiz.md:181 Q15"}
    found = check_content(tmp_path / "content")
    assert [fault.message for fault in found] == [
        "Paket B berisi 1 soal untuk tujuan T1. Isi tepat 2.",
        "Paket B berisi 9 soal. Isi tepat 10.",
    ]


def test_forms_a_and_b_are_required_and_c_is_not(tmp_path: Path) -> None:
    files = course.files()
    only_a = "".join(course.question(n, "A", f"T{n % 5 + 1}", right=n % 4) for n in range(1, 11))
    files["uji/quiz.md"] = only_a + course.question(101, "latihan", "T6", right=0)
    faults = check_content(course.write(tmp_path / "one", files))
    assert {fault.code for fault in faults} == {"Q15"}
    assert len(faults) == 6  # no ten questions, and none for each of five objectives
    third = "".join(course.question(n, "C", f"T{n % 5 + 1}", right=n % 4) for n in range(21, 31))
    files["uji/quiz.md"] = course.quiz() + third
    assert check_content(course.write(tmp_path / "three", files)) == []
    assert load_catalog(tmp_path / "three/content").module("uji").letters == ("A", "B", "C")


def test_keys_without_a_pattern(tmp_path: Path) -> None:
    files = course.files()
    same_place = [
        course.question(n, "A", f"T{n % 5 + 1}", right=0 if n <= 5 else n % 3 + 1)
        for n in range(1, 11)
    ]
    rest = course.quiz()[course.quiz().index("# Soal UJI-011") :]
    files["uji/quiz.md"] = "".join(same_place) + rest
    assert faults_in(tmp_path / "places", files) == {"uji/quiz.md:1 Q52"}
    longest = course.quiz()
    for number in range(1, 6):
        right = f"[x] Jawaban {'pqrs'[number % 4]} untuk kasus {number:03d}"
        longest = longest.replace(right, f"{right}, lalu bertanya")
    files["uji/quiz.md"] = longest
    assert faults_in(tmp_path / "lengths", files) == {"uji/quiz.md:1 Q51"}
    files["uji/quiz.md"] = longest.replace(", lalu bertanya", "").replace(
        "[ ] Jawaban", "[ ] Suatu jawaban", 15
    )
    assert faults_in(tmp_path / "short", files) == {"uji/quiz.md:1 Q56"}


def test_an_abbreviation_is_explained_on_its_page_or_in_the_module(tmp_path: Path) -> None:
    said = "Tanya PPK (Pejabat Pembina Kepegawaian) dulu,"
    on_page = course.changed("uji/module.md", "Tanya dulu,", said)
    assert faults_in(tmp_path / "page", on_page) == set()
    elsewhere = course.files()
    used = course.MODULE.replace("Tanya dulu,", "Tanya PPK dulu,")
    elsewhere["uji/module.md"] = f"{used}\n*[PPK]: Pejabat Pembina\n"
    assert faults_in(tmp_path / "module", elsewhere) == set()
    cited = course.changed("uji/module.md", "Tanya dulu,", "Lihat SE MenPANRB 18/2023 dulu,")
    basis = (
        "- id: se-18\n  short: SE MenPANRB 18/2023\n  title: Surat edaran\n  kind: surat-edaran\n"
    )
    cited["bases.yml"] = f'{course.BASES}{basis}  number: "18"\n  year: 2023\n'
    assert faults_in(tmp_path / "cited", cited) == set()


def test_an_archived_question_keeps_its_number_and_is_asked_no_more(tmp_path: Path) -> None:
    files = course.files()
    quiz = course.quiz() + course.question(21, "arsip", "T1", right=0)
    files["uji/quiz.md"] = quiz
    module = load_catalog(course.write(tmp_path / "kept", files)).module("uji")
    asked = [q.id for form in module.forms.values() for q in form.questions]
    assert "UJI-021" not in [*asked, *module.practice]
    again = course.question(21, "latihan", "T1", right=1).replace("kasus", "perkara")
    files["uji/quiz.md"] = quiz + again
    found = faults_in(tmp_path / "again", files)
    assert {fault.split()[1] for fault in found} == {"Q05", "M10"}


def test_forms_alike_in_difficulty(tmp_path: Path) -> None:
    files = course.files()
    files["uji/quiz.md"] = course.quiz().replace("Kesulitan: mudah", "Kesulitan: sulit", 2)
    found = check_content(course.write(tmp_path, files))
    assert [str(fault) for fault in found] == [
        "content/uji/quiz.md:1: PERINGATAN Q54: Banyaknya soal mudah berbeda: A 8, B 10. Samakan.",
        "content/uji/quiz.md:1: PERINGATAN Q54: Banyaknya soal sulit berbeda: A 2, B 0. Samakan.",
    ]


def test_practice_with_several_right_answers(tmp_path: Path) -> None:
    files = course.files()
    several = course.question(101, "latihan", "T6", right=0, fields="Jenis: banyak\n")
    two = several.replace(
        "[ ] Jawaban q untuk kasus 101\n  > Keliru.", "[x] Jawaban q untuk kasus 101\n  > Benar."
    )
    one_right = course.quiz().replace(course.question(101, "latihan", "T6", right=0), several)
    files["uji/quiz.md"] = one_right
    assert faults_in(tmp_path / "one", files) == {"uji/quiz.md:361 Q07"}
    files["uji/quiz.md"] = one_right.replace(several, two)
    question = load_catalog(course.write(tmp_path / "two", files)).module("uji").practice["UJI-101"]
    assert question.is_multiple
    assert len(question.right_ids) == 2


def test_ids_are_unique_over_modules_and_links_cross_them(tmp_path: Path) -> None:
    files = course.files()
    files["uji/module.md"] = course.MODULE.replace("modul:uji/ringkasan", "modul:kedua/awal")
    files["kedua/module.md"] = course.MODULE.replace("order: 1", "order: 2")
    files["kedua/alur.svg"] = course.SVG
    files["kedua/quiz.md"] = course.quiz()
    found = check_content(course.write(tmp_path / "same", files))
    assert {(fault.path, fault.code) for fault in found} == {
        ("content/uji/quiz.md", "Q05"),
        ("content/uji/quiz.md", "Q19"),
    }
    files["kedua/module.md"] = course.MODULE.replace("UJI-", "DUA-")
    files["kedua/quiz.md"] = course.quiz().replace("UJI-", "DUA-").replace("kasus", "perkara")
    assert faults_in(tmp_path / "order", files) == {"uji/module.md:3 K05"}
    files["kedua/module.md"] = course.MODULE.replace("UJI-", "DUA-").replace("order: 1", "order: 2")
    catalog = load_catalog(course.write(tmp_path / "sound", files))
    assert [module.slug for module in catalog.modules] == ["uji", "kedua"]
