"""Files that would bring a program down cost one problem each, and none is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from pipeline.read import ReadOptions, read_file
from pipeline.read.isolate import Limits, Workers
from tests.read.pdffile import pdf_file
from tests.read.wordfile import para, word_file

LIMITS = Limits(seconds=20, memory_mb=400)


def _encrypted(path: Path) -> Path:
    pdf_file(path, ["Secret."])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="key", owner="key"))
    return path


def _truncated(path: Path) -> Path:
    raw = pdf_file(path, ["First page.", "Second page."] * 20).read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    return path


def _bomb(path: Path) -> Path:
    return pdf_file(path, ["x"], content=b"0 0 m 1 1 l S\n" * (14 << 20))


def _path_flood(path: Path) -> Path:
    return pdf_file(path, ["x"], content=b"10 10 m 20 20 l S\n" * 400_000)


def _deep_arrays(path: Path) -> Path:
    return pdf_file(path, ["x"], content=b"[" * 2_000_000)


def _loop_of_pages(path: Path) -> Path:
    pdf_file(path, ["Text."])
    raw = path.read_bytes().replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    path.write_bytes(raw)
    return path


def _zip_bomb(path: Path) -> Path:
    return word_file(path, para("Text."), styles=" " * (60 << 20))


def _nested_page(path: Path) -> Path:
    path.write_text("<html><body>" + "<div>" * 1_000_000)
    return path


def _one_long_line(path: Path) -> Path:
    path.write_text("1.1" * 1_000_000)
    return path


def _noise(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 4000)
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "encrypted.pdf": (_encrypted, {"encrypted"}),
    "truncated.pdf": (_truncated, {"read", "malformed"}),
    "bomb.pdf": (_bomb, {"memory", "died", "read", "malformed"}),
    "flood.pdf": (_path_flood, {"read"}),
    "arrays.pdf": (_deep_arrays, {"read", "died", "malformed"}),
    "loop.pdf": (_loop_of_pages, {"read", "malformed"}),
    "bomb.docx": (_zip_bomb, {"too_large"}),
    "nested.html": (_nested_page, {"too_large"}),
    "line.txt": (_one_long_line, {"read"}),
    "noise.pdf": (_noise, {"malformed"}),
}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(limits=LIMITS, preload=["pipeline.read.pdf"]) as kept:
        yield kept


def test_every_hostile_file_has_a_status(workers: Workers, tmp_path: Path) -> None:
    files = [make(tmp_path / name) for name, (make, _) in HOSTILE.items()]
    good = pdf_file(tmp_path / "good.pdf", ["The Cabinet met."])
    outcomes = {o.task: o for o in workers.run(read_file, [*files, good])}
    assert set(outcomes) == {*files, good}
    for path in files:
        problem = outcomes[path].problem
        status = problem.code if problem else "read"
        assert status in HOSTILE[path.name][1], (path.name, problem)
        assert problem is None or problem.message.endswith("."), problem
        assert outcomes[path].seconds < LIMITS.seconds + 5
    document = outcomes[good].value
    assert document is not None
    assert document.passages[0].text == "The Cabinet met."


def test_a_password_opens_an_encrypted_file(tmp_path: Path) -> None:
    document = read_file(_encrypted(tmp_path / "a.pdf"), ReadOptions(password="key"))
    assert document.passages[0].text == "Secret."
