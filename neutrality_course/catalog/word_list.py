"""Words and turns that are better said otherwise (the list of the course's language guide)."""

import re
from collections.abc import Iterator

_FORBIDDEN = [
    (r"(?!^)\byang mana\b(?! (?:pun|saja))(?!.*\?)", "yang mana", "pecah kalimatnya"),
    (
        r"(?!^)\bdi ?mana\b(?! (?:pun|saja))(?!.*\?)",
        "di mana",
        "tulis tempat atau pecah kalimatnya",
    ),
    (r"\badalah merupakan\b", "adalah merupakan", "tulis adalah"),
    (r"\bagar supaya\b", "agar supaya", "tulis agar"),
    (r"\bdemi untuk\b", "demi untuk", "tulis untuk"),
    (r"\bdisebabkan karena\b", "disebabkan karena", "tulis disebabkan oleh atau karena"),
    (r"\bpara (\w+)-\1\b", "para dengan kata ulang", "hapus para atau pengulangannya"),
    (r"\bsangat (?:\w+ ){1,2}sekali\b(?! lagi)", "sangat … sekali", "pilih salah satu"),
    (r"\bnetralisasi\b", "netralisasi", "tulis netralitas"),
    (r"\bkementrian\b", "Kementrian", "tulis Kementerian"),
    (r"\b(?-i:KemenpanRB|KEMENPANRB|Kemenpan-RB)\b", "KemenpanRB", "tulis KemenPANRB"),
    (r"\bhimbauan\b", "himbauan", "tulis imbauan"),
]
_REPLACED = {
    "dalam rangka": "untuk",
    "guna": "untuk",
    "apabila": "jika",
    "dikarenakan": "karena",
    "terkait dengan": "tentang",
    "berkenaan dengan": "tentang",
    "sehubungan dengan": "karena atau tentang",
    "yang bersangkutan": "pegawai itu",
    "melakukan pemeriksaan": "memeriksa",
    "melakukan pemanggilan": "memanggil",
    "memberikan dukungan": "mendukung",
    "melakukan pelanggaran": "melanggar",
    "dilakukan penjatuhan": "dijatuhkan",
    "mempunyai kewajiban untuk": "wajib",
    "tidak diperkenankan": "dilarang",
    "diperkenankan": "boleh",
    "senantiasa": "selalu",
    "sebagaimana dimaksud": "sebutkan yang dimaksud",
    "dan/atau": "dan, atau atau",
}
_SPELLED = {
    "praktek": "praktik",
    "ijin": "izin",
    "resiko": "risiko",
    "nasehat": "nasihat",
    "merubah": "mengubah",
    "sekedar": "sekadar",
    "obyek": "objek",
    "subyek": "subjek",
    "analisa": "analisis",
    "fotocopy": "fotokopi",
    "jum'at": "Jumat",
    "jum’at": "Jumat",
    "antar lembaga": "antarlembaga",
    "pasca pemilu": "pascapemilu",
    "non asn": "non-ASN",
}
# Longest first: "tidak diperkenankan" is dilarang, "diperkenankan" alone is boleh.
_ANY_LISTED = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted([*_REPLACED, *_SPELLED], key=len, reverse=True)))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_INLINE_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")


def word_faults(sentence: str) -> Iterator[tuple[str, str]]:
    """Rule code and message for each word that the list names, outside quotation marks."""
    text = _INLINE_QUOTE.sub("„", sentence)
    for pattern, name, advice in _FORBIDDEN:
        if re.search(pattern, text, re.IGNORECASE):
            yield "B03", f"“{name}” tidak dipakai: {advice}."
    for found in _ANY_LISTED.finditer(text):
        word = found[0].lower()
        if word in _REPLACED:
            yield "B53", f"Ganti “{word}” dengan “{_REPLACED[word]}”."
        else:
            yield "B54", f"Ejaan “{word}”: tulis “{_SPELLED[word]}”."
