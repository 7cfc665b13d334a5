"""The writers' preview: all that the content holds, its faults at their place, and nobody else's business."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from neutrality_course.config import Settings, read_settings
from neutrality_course.web import author
from neutrality_course.web.author import PreviewRefused, create_preview
from tests.catalog import course
from tests.pages import Page
from tests.support.apps import SECRET_KEY, sqlite_only
from tests.support.soundness import page_faults

CONTENT = Path(__file__).parents[2] / "content"


def settings(folder: Path, **environ: str) -> Settings:
    return read_settings({"INSTANCE_DIR": str(folder), "SECRET_KEY": SECRET_KEY, **environ})


class Writer:
    """A browser on the writer's machine; every page it opens is valid and has nothing inline."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.app: Flask = create_preview(settings(folder), root)
        self.browser: FlaskClient = self.app.test_client()

    def get(self, path: str, status: int = 200) -> Page:
        response = self.browser.get(path)
        assert response.status_code == status, response.text
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
        if response.mimetype == "text/html":
            assert page_faults(response.data) == ()
        return Page(path, status, response.headers, response.data, 0)


@pytest.fixture
def preview(tmp_path: Path) -> Callable[[course.Files], Writer]:
    return lambda files: Writer(course.write(tmp_path, files), tmp_path)


Preview = Callable[[course.Files], Writer]


def test_the_sound_course(preview: Preview) -> None:
    page = preview(course.files()).get("/")
    assert page.h1 == "Pratinjau isi kursus"
    assert page.texts(".module-card h2") == ["Modul uji: satu"]
    assert page.texts(".author-total") == ["0 GALAT · 0 PERINGATAN"]
    assert "Isi kursus ini siap tayang." in page.main


def test_a_page_as_learners_see_it(preview: Preview) -> None:
    writer = preview(course.files())
    page = writer.get("/modul/uji/awal")
    assert page.h1 == "Awal yang jelas"
    assert page.one(".prose img")["src"] == "/modul/uji/gambar/alur.svg"
    assert writer.get("/modul/uji/gambar/alur.svg").body == course.SVG
    assert page.texts(".latihan .choice-text")[0] == "Jawaban p untuk kasus 101"
    assert page.texts(".author-key .answer-right .answer-text") == ["Jawaban p untuk kasus 101"]
    right = page.one("#latihan-UJI-101-1")["value"]
    answered = writer.get(f"/modul/uji/awal?UJI-101={right}")
    assert answered.texts(".latihan .answer-right dt") == ["Benar"]


def test_every_question_with_its_key_and_reasons(preview: Preview) -> None:
    page = preview(course.files()).get("/soal/uji")
    assert len(page.texts(".author-question")) == 21
    first = page.soup.select("#soal-UJI-001 .answer-right")[0].get_text(" ", strip=True)
    assert first == "Benar Jawaban q untuk kasus 001 Benar. Begitu aturannya."


def test_a_fault_stands_on_its_page_and_in_the_overview(preview: Preview) -> None:
    writer = preview(course.changed("uji/module.md", "Tanya dulu,", "Agar supaya tanya dulu,"))
    overview = writer.get("/")
    assert overview.texts(".author-total") == ["1 GALAT · 0 PERINGATAN"]
    assert overview.texts(".author-fault") == [
        "GALAT B03 content/uji/module.md baris 36 “agar supaya” tidak dipakai: tulis agar. "
        "Agar supaya tanya dulu, lalu putuskan."
    ]
    assert overview.one(".author-fault a")["href"] == "/modul/uji/ringkasan"
    page = writer.get("/modul/uji/ringkasan")
    assert page.texts(".author-fault p")[:2] == [
        "GALAT B03 baris 36",
        "“agar supaya” tidak dipakai: tulis agar.",
    ]
    assert writer.get("/modul/uji/awal").texts(".author-fault") == []


def test_a_fault_of_a_question_stands_with_it(preview: Preview) -> None:
    writer = preview(course.changed("uji/quiz.md", "Jawaban p untuk kasus 001", "Minta ijin dulu"))
    assert writer.get("/").one(".author-fault a")["href"] == "/soal/uji#soal-UJI-001"
    page = writer.get("/soal/uji")
    (fault,) = page.soup.select(".author-fault")
    section = fault.find_parent(class_="author-question")
    assert section is not None
    assert section["id"] == "soal-UJI-001"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("uji/module.md", "---\ntitle", "title"),
        ("uji/module.md", " {#awal}", ""),
        ("uji/module.md", "{#awal}", "{#ringkasan}"),
        ("uji/module.md", "Lanjut ke halaman lain.", "[a](" * 401),
        ("uji/quiz.md", "Tahapan: umum", "Tahapan: pagi"),
        ("uji/quiz.md", "# Soal UJI-002", "# Soal UJI-001"),
        ("uji/quiz.md", "# Soal UJI-001", "# Pertanyaan"),
        ("bases.yml", "PP 94/2021", "'PP 94/2021"),
        ("uji/alur.svg", "</svg>", ""),
    ],
)
def test_broken_content_is_shown_as_far_as_it_goes(
    preview: Preview, name: str, old: str, new: str
) -> None:
    writer = preview(course.changed(name, old, new))
    assert "GALAT" in writer.get("/").main
    for link in writer.get("/modul/uji").soup.select("main a"):
        writer.get(str(link["href"]).partition("#")[0])


def test_a_change_of_a_file_is_noticed(preview: Preview) -> None:
    writer = preview(course.files())
    page = writer.get("/")
    version = writer.browser.get("/perubahan").json
    assert version == {"version": page.one("body")["data-version"]}
    course.write(writer.root.parent, course.changed("uji/module.md", "Modul uji: satu", "Lain"))
    assert writer.browser.get("/perubahan").json != version
    assert writer.get("/").texts(".module-card h2") == ["Lain"]


def test_what_is_missing_is_said(preview: Preview) -> None:
    writer = preview(course.files())
    for path in ("/modul/x", "/modul/uji/x", "/soal/x", "/modul/uji/gambar/x.svg", "/masuk"):
        assert writer.get(path, 404).h1 == "Halaman tidak ditemukan"


# --------------------------------------------------------------------------------- nobody else's


def test_another_host_name_is_refused(preview: Preview) -> None:
    browser = preview(course.files()).browser
    for host in ("evil.example", "127.0.0.1.evil.example", "kursus.example.go.id"):
        assert browser.get("/", headers={"Host": host}).status_code == 400


def test_another_machine_is_refused(preview: Preview) -> None:
    browser = preview(course.files()).browser
    for address in ("192.0.2.7", "10.0.0.1", "2001:db8::1"):
        answer = browser.get("/", environ_base={"REMOTE_ADDR": address})
        assert (answer.status_code, answer.text) == (403, "Hanya untuk mesin ini.")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 (nobody listens)
def test_it_does_not_come_up_where_others_are_served(tmp_path: Path, host: str) -> None:
    public = settings(tmp_path, PUBLIC_URL="https://kursus.example.go.id", HOST=host)
    with pytest.raises(PreviewRefused):
        create_preview(public, tmp_path)


@sqlite_only
def test_the_site_itself_has_none_of_it(app: Flask) -> None:
    own = {
        rule.rule
        for rule in create_preview(app.extensions["settings"], Path()).url_map.iter_rules()
    }
    assert author.blueprint.name not in app.blueprints
    assert "preview" not in app.extensions
    assert not any(rule.endpoint.startswith("author") for rule in app.url_map.iter_rules())
    shared = {rule.rule for rule in app.url_map.iter_rules()} & own
    assert shared == {
        "/",
        "/gaya-<digest>.css",
        "/modul/<slug>",
        "/modul/<slug>/gambar/<name>",
        "/static/<path:filename>",
    }


def test_the_course_of_this_repository_is_shown_whole(tmp_path: Path) -> None:
    writer = Writer(CONTENT, tmp_path)
    for module in writer.get("/").soup.select(".module-card a"):
        found = writer.get(str(module["href"]))
        addresses = {str(link["href"]).partition("#")[0] for link in found.soup.select("main a")}
        for address in sorted(addresses):
            assert "belum dapat ditampilkan" not in writer.get(address).main
