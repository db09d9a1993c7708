"""Bytes in any of the encodings that pages of the three languages come in; and bytes that are no text."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from corpus.errors import InputError
from indexer.extract.charset import decode

TEXTS = {
    "kk": "Орталық сайлау комиссиясының төрағасы Нұрлан Әбдіров Ақтөбе облысында тұрғындармен кездесті.",
    "ru": "Председатель Центральной избирательной комиссии Нурлан Абдиров встретился с жителями области.",
    "ru-capitals": "ПРЕДСЕДАТЕЛЬ ЦИК ВСТРЕТИЛСЯ С ЖИТЕЛЯМИ. Нурлан Абдиров рассказал им о выборах и законе.",
    "ru-quotes": "Сайт «Сайлау» открыт – об этом сообщила пресс-служба комиссии. № 5, тел. 75-23-69.",
    "en": "The Chairman of the Central Election Commission met the residents of the region.",
    "en-quotes": "The commission said: “We met at the café on Friday” – and left for £5.",
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1251", "kz1048")
OLDER = ("koi8-r", "cp866", "mac-cyrillic", "cp1252")


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


CASES = [
    (name, encoding) for name, text in TEXTS.items() for encoding in (*ENCODINGS, *OLDER) if encodable(text, encoding)
]


@pytest.mark.parametrize(("name", "encoding"), CASES)
def test_undeclared_text_is_read(name: str, encoding: str) -> None:
    assert decode(TEXTS[name].encode(encoding)) == TEXTS[name]


@pytest.mark.parametrize("lie", ["koi8-r", "iso-8859-1", "utf-8", "windows-1251", "no-such-charset", "ascii"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_a_false_declaration_does_no_harm(encoding: str, lie: str) -> None:
    body = f'<html><head><meta charset="{lie}"></head><p>{TEXTS["ru"]}</p>'.encode(encoding)
    assert TEXTS["ru"] in decode(body, f"text/html; charset={lie}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_text_all_in_capitals_is_read_where_the_encoding_is_sure(encoding: str) -> None:
    text = TEXTS["kk"].upper()
    assert decode(text.encode(encoding)) == text


def test_kazakh_letters_in_what_calls_itself_windows_1251() -> None:
    assert decode(TEXTS["kk"].encode("kz1048"), "text/plain; charset=windows-1251") == TEXTS["kk"]


def test_a_true_declaration_decides_where_the_text_alone_does_not() -> None:
    assert decode("A café in Orléans".encode("latin-1"), "text/plain; charset=ISO-8859-1") == "A café in Orléans"


def test_a_few_stray_bytes_are_dropped() -> None:
    body = TEXTS["kk"].encode().replace(b" ", b" \x98", 1) + b"\x00"
    assert decode(body) == TEXTS["kk"]


@pytest.mark.parametrize(
    "body",
    [
        random.Random(1).randbytes(4000),
        random.Random(2).randbytes(60),
        b"\x00" * 500,
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
    ],
    ids=["noise", "short noise", "zeros", "pdf"],
)
def test_bytes_that_are_no_text_are_an_input_error(body: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.txt: \d+ bytes"):
        decode(body, name="a.txt")


def test_a_packed_file_is_no_text() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXTS["ru"] * 40)
    with pytest.raises(InputError):
        decode(packed.getvalue())
