"""Page images: only of files of the archive, within a pace, kept within a bound."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.archive.picture import (
    Pace,
    PictureError,
    Pictures,
    TooManyError,
    draw_page,
    forget_pictures,
)
from tests.archive.sample import PDF


@pytest.fixture
def pictures(sample: Path, tmp_path: Path) -> Pictures:
    return Pictures(sample, tmp_path / "kept")


def test_a_page_is_drawn_once_and_kept(pictures: Pictures) -> None:
    image = pictures.page("file-pdf", 2)
    assert image.startswith(b"\x89PNG")
    kept = list(pictures.folder.iterdir())
    assert [path.suffix for path in kept] == [".png"]
    kept[0].write_bytes(b"kept")
    assert pictures.page("file-pdf", 2) == b"kept"


@pytest.mark.parametrize(
    ("file", "number"),
    [("file-pdf", 0), ("file-pdf", 99), ("file-0", 1), ("nothing", 1), ("../etc/passwd", 1)],
)
def test_nothing_else_is_drawn(pictures: Pictures, file: str, number: int) -> None:
    with pytest.raises(PictureError):
        pictures.page(file, number)


def test_a_file_that_changed_is_not_shown(own: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(PDF.read_bytes() + b"\n")
    connection = sqlite3.connect(own)
    connection.execute("UPDATE files SET path = ? WHERE id = 'file-pdf'", (str(changed),))
    connection.commit()
    connection.close()
    with pytest.raises(PictureError, match="not beside the archive"):
        Pictures(own, tmp_path / "kept").page("file-pdf", 1)


def test_a_file_that_moved_with_its_archive_is_found(own: Path, tmp_path: Path) -> None:
    (tmp_path / PDF.name).write_bytes(PDF.read_bytes())
    connection = sqlite3.connect(own)
    connection.execute("UPDATE files SET path = 'gone/away.pdf' WHERE id = 'file-pdf'")
    connection.commit()
    connection.close()
    assert Pictures(own, tmp_path / "kept").original("file-pdf")[0] == tmp_path / PDF.name


def test_the_pace_is_bounded(pictures: Pictures) -> None:
    pictures.pace = Pace(burst=2, seconds_each=1000.0)
    pictures.page("file-pdf", 1)
    pictures.page("file-pdf", 2)
    with pytest.raises(TooManyError):
        pictures.page("file-pdf", 3)
    assert pictures.page("file-pdf", 1)


def test_the_pace_recovers() -> None:
    pace = Pace(burst=1, seconds_each=10.0)
    assert [pace.take(now) for now in (0.0, 5.0, 9.9, 10.1, 10.2)] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_what_is_kept_is_bounded(pictures: Pictures) -> None:
    first = len(pictures.page("file-pdf", 1))
    pictures.most_bytes = first + 10
    pictures.page("file-pdf", 2)
    assert sum(path.stat().st_size for path in pictures.folder.iterdir()) <= first + 10


def test_a_file_that_is_no_pdf_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(PictureError):
        draw_page(broken, 1)


def test_a_folder_that_cannot_be_written_is_no_error(pictures: Pictures, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    pictures.folder = blocked / "inside"
    assert pictures.page("file-pdf", 1).startswith(b"\x89PNG")


def test_images_of_a_forgotten_file_go(pictures: Pictures) -> None:
    pictures.page("file-pdf", 1)
    _, sha256 = pictures.original("file-pdf")
    assert forget_pictures("0" * 64, pictures.folder) == 0
    assert forget_pictures(sha256, pictures.folder) == 1
    assert list(pictures.folder.iterdir()) == []
