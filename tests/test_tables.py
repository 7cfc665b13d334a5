"""Tables: read bit for bit whatever wrote them, refused with the line that is wrong, never run."""

import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.tables import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    Row,
    TableError,
    guard_text,
    read_table,
    unguard_text,
    write_csv_rows,
)

NIPS = ("198501012010011001", "198501012010011008")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
EXPECTED = [
    Row(2, {"nip": NIPS[0], "nama": "Zoë Ñusantara", "surel": ""}),
    Row(3, {"nip": "", "nama": "Budi", "surel": ""}),
    Row(4, {"nip": NIPS[1], "nama": "Ani", "surel": ""}),
]
UNREADABLE = "ada karakter yang tidak dapat dibaca; simpan sebagai CSV UTF-8"
IS_A_WORKBOOK = "berkas ini buku kerja Excel; simpan sebagai CSV UTF-8 lebih dahulu"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")

readable = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("'=+-@\t\r\n ;,|\""),
    max_size=20,
)


def text_of(delimiter: str = ",", line_end: str = "\n") -> str:
    rows = [("NIP", "Nama"), (NIPS[0], "Zoë Ñusantara"), ("", "Budi"), (NIPS[1], "Ani")]
    return "".join(delimiter.join(row) + line_end for row in rows)


def read(text: str) -> list[Row]:
    return list(read_table(text.encode(), ["nip", "nama"], ["surel"]).rows)


def refusal(data: bytes) -> tuple[int, str]:
    with pytest.raises(TableError) as caught:
        read_table(data, ["nip", "nama"], ["surel"])
    return caught.value.line, caught.value.message


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_same_rows_whatever_wrote_the_file(
    encoding: str, delimiter: str, line_end: str
) -> None:
    data = text_of(delimiter, line_end).encode(encoding)

    assert list(read_table(data, ["nip", "nama"], ["surel"]).rows) == EXPECTED


@given(
    cells=st.lists(st.tuples(st.text("0123456789", max_size=20), readable), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(ENCODINGS[:-1]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_cell_comes_in_as_it_was_written(
    cells: list[tuple[str, str]], delimiter: str, encoding: str, line_end: str
) -> None:
    rows = [("nip", "nama"), *((nip, unapostrophed(name)) for nip, name in cells)]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = "".join(delimiter.join(row) + line_end for row in quoted)

    table = read_table(text.encode(encoding), ["nip", "nama"])

    expected = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    assert [(row["nip"], row["nama"]) for row in table.rows] == expected
    assert table.size == len(expected)


def unapostrophed(text: str) -> str:
    return text.lstrip("'")


def test_a_first_line_may_name_the_delimiter() -> None:
    text = "sep=;\r\nnip;nama\r\n1;Ani, S.H.\r\n"

    assert read(text) == [Row(3, {"nip": "1", "nama": "Ani, S.H.", "surel": ""})]


def test_columns_come_in_any_order_and_case_and_others_are_named() -> None:
    table = read_table(b"Role;NAMA; Nip ;\nadmin;Ani;1;\n", ["nip", "nama"], ["surel"])

    assert table.columns == ("nip", "nama")
    assert table.ignored == ("role",)
    assert list(table.rows) == [Row(2, {"nip": "1", "nama": "Ani", "surel": ""})]


def test_rows_can_be_walked_twice() -> None:
    table = read_table(text_of().encode(), ["nip", "nama"], ["surel"])

    assert list(table.rows) == EXPECTED
    assert list(table.rows) == EXPECTED


def test_empty_rows_are_left_out_and_lines_still_right() -> None:
    assert read('nip;nama\n\n;\n1;"A\nB"\n ; \n2;C\n\n') == [
        Row(4, {"nip": "1", "nama": "A\nB", "surel": ""}),
        Row(7, {"nip": "2", "nama": "C", "surel": ""}),
    ]


def test_exactly_one_apostrophe_is_taken_off() -> None:
    text = "nip,nama\n'198501012010011001,''Aisyah\n"

    assert read(text) == [Row(2, {"nip": NIPS[0], "nama": "'Aisyah", "surel": ""})]


def test_a_last_optional_cell_may_be_missing() -> None:
    table = read_table(b"nip,nama,surel\n1,Ani\n2,Budi,b@x.id\n", ["nip", "nama"], ["surel"])

    assert [row["surel"] for row in table.rows] == ["", "b@x.id"]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "berkas kosong"),
        (b"\r\n  \n", 1, "berkas kosong"),
        (b"sep=;", 1, "berkas tidak memiliki baris judul kolom"),
        (b"sep=#\nnip#nama\n", 1, "pemisah kolom harus koma, titik koma, tab, atau garis tegak"),
        (b"PK\x03\x04xl/workbook.xml", 1, IS_A_WORKBOOK),
        (b"MZ\x90\x00\x03\x00\x00", 1, UNREADABLE),
        (b"nip,nama\n1,Ani\n2,Bu\x00di\n", 3, UNREADABLE),
        (b"nip,nama\n1,Ani\r\n2,\x81\x8d\n", 3, UNREADABLE),
        ("nip,nama\n1,Ani\n".encode("utf-16")[:-1], 2, UNREADABLE),
        (b"nomor,nama\n1,Ani\n", 1, "kolom nip tidak ada"),
        (b"\n\nnip,nama\n1,Ani\n", 1, "kolom nip, nama tidak ada"),
        (b"nip,nama,NIP\n1,Ani,2\n", 1, "kolom nip ada dua kali"),
        (b"nip,nama\n1,Ani,lebih\n", 2, "ada 3 sel, padahal judul hanya 2 kolom"),
        (b"nip,nama\n1\n", 2, "sel nama tidak ada"),
        (b'nip,nama\n1,Ani\n2,"Budi\n3,Citra\n', 3, "tanda kutip tidak berpasangan, atau sel terlalu panjang"),
        (b'nip,nama\n1,"Ani"x\n', 2, "tanda kutip tidak berpasangan, atau sel terlalu panjang"),
        (b"nip,nama\n1," + b"A" * (CELL_LIMIT + 1), 2, f"ada sel yang lebih panjang dari {CELL_LIMIT} karakter"),
        (b"nip,nama\n1," + b"A" * 2**20, 2, "tanda kutip tidak berpasangan, atau sel terlalu panjang"),
        (b"nip,nama," + b"x," * COLUMN_LIMIT, 1, f"kolom lebih dari {COLUMN_LIMIT}"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_line(data: bytes, line: int, message: str) -> None:
    assert refusal(data) == (line, message)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(TableError):
        read_table(data, ["a"])


def test_a_large_file_is_read_in_little_memory() -> None:
    row = b"198501012010011001;Nama Lengkap Orang Panjang;Dinas Pendidikan;Pelaksana;PNS\n"
    data = b"nip;nama;unit;jenjang;jenis\n" + row * 10_000

    tracemalloc.start()
    table = read_table(data, ["nip", "nama", "unit", "jenjang", "jenis"])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert table.size == 10_000
    assert most < 4 * len(
        data
    )  # the upload limit is 10 MB; the rows as objects would be 7 times the file


@given(readable)
def test_a_guarded_text_comes_back_as_it_was(text: str) -> None:
    assert unguard_text(guard_text(text)) == text


@given(
    st.sampled_from(["", " ", " \t ", "\u00a0", "\ufeff", "\x00"]),
    st.sampled_from(FORMULA_STARTS),
    readable,
)
def test_no_cell_starts_a_formula(blanks: str, start: str, rest: str) -> None:
    text = blanks + start + rest

    assert guard_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ani", "1985", "a=1", "3-2", "Dinas P & K", " "])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guard_text(text) == text


def test_written_lines() -> None:
    rows = [("=1+1", -5, 93.35, None), ('kata "dua"; tiga', 10617, 0.1, "'x")]

    plain = "".join(write_csv_rows(["nama", "n", "pct_baik", "ket"], rows))
    for_spreadsheet = "".join(
        write_csv_rows(["nama", "n", "pct_baik", "ket"], rows, for_spreadsheet=True)
    )

    assert plain == (
        'nama,n,pct_baik,ket\r\n\'=1+1,-5,93.35,\r\n"kata ""dua""; tiga",10617,0.1,\'\'x\r\n'
    )
    assert for_spreadsheet == (
        '\ufeffnama;n;pct_baik;ket\r\n\'=1+1;-5;93,35;\r\n"kata ""dua""; tiga";10617;0,1;\'\'x\r\n'
    )


@given(st.lists(st.tuples(readable, readable), max_size=8), st.booleans())
def test_what_is_written_is_read_back(rows: list[tuple[str, str]], for_spreadsheet: bool) -> None:
    data = "".join(write_csv_rows(["a", "b"], rows, for_spreadsheet=for_spreadsheet)).encode()

    table = read_table(data, ["a", "b"])

    expected = [
        row for row in rows if any(unguard_text(cell).strip() for cell in map(guard_text, row))
    ]
    assert [(row["a"], row["b"]) for row in table.rows] == expected
