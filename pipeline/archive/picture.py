"""Page images: drawn when asked for, one at a time, kept on disk within a bound.

Only a page of a file in the archive is drawn, and only while the file on disk is still the one
that was read (its hash is checked). How many pages are drawn in a minute is bounded; what is
kept costs nothing and is not counted.
"""

import hashlib
import os
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

RENDERER = "1"
"""Raised when images are drawn otherwise: those that are kept are then drawn again."""

_WIDTH = 1240
_MOST_PIXELS = 4_000_000


class PictureError(Exception):
    """A page cannot be shown as an image; the message says why."""


class TooManyError(PictureError):
    """More pages were asked for than are drawn in that time."""


@dataclass(slots=True)
class Pace:
    """So many at once, and then one for every so many seconds."""

    burst: int = 40
    seconds_each: float = 0.25
    _left: float = field(default=-1.0)
    _then: float = 0.0

    def take(self, now: float) -> bool:
        """Whether one more may be drawn now."""
        if self._left < 0:
            self._left, self._then = float(self.burst), now
        self._left = min(self.burst, self._left + (now - self._then) / self.seconds_each)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(slots=True)
class Pictures:
    """Page images of one archive, kept in `folder` up to `most_bytes`."""

    archive: Path
    folder: Path
    most_bytes: int = 200_000_000
    pace: Pace = field(default_factory=Pace)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _checked: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def page(self, file: str, number: int) -> bytes:
        """The image (PNG) of a page; raises `PictureError` with a sentence where there is none."""
        path, sha256 = self.original(file)
        kept = self.folder / f"{sha256[:32]}-{number}-{RENDERER}.png"
        if kept.is_file():
            os.utime(kept)
            return kept.read_bytes()
        with self._lock:
            if kept.is_file():
                return kept.read_bytes()
            if not self.pace.take(time.monotonic()):
                raise TooManyError("Too many pages were asked for at once. Try again in a minute.")
            image = draw_page(path, number)
            self._keep(kept, image)
        return image

    def original(self, file: str) -> tuple[Path, str]:
        """The file on disk and its hash; raises `PictureError` where it is not what was read."""
        with closing(sqlite3.connect(f"{self.archive.resolve().as_uri()}?mode=ro", uri=True)) as db:
            found = db.execute(
                "SELECT path, name, sha256, media_type FROM files WHERE id = ?", (file,)
            ).fetchone()
        if found is None or found[3] != "application/pdf":
            raise PictureError("There is no image of this page.")
        for path in _candidates(Path(found[0]), found[1], self.archive.parent):
            if path.is_file() and self._hash(path) == found[2]:
                return path, str(found[2])
        raise PictureError("The original file is not beside the archive any more.")

    def _hash(self, path: Path) -> str:
        state = path.stat()
        key = (str(path), state.st_size, state.st_mtime_ns)
        if key not in self._checked:
            with path.open("rb") as opened:
                self._checked[key] = hashlib.file_digest(opened, "sha256").hexdigest()
        return self._checked[key]

    def _keep(self, kept: Path, image: bytes) -> None:
        """Write an image so that no half of it is ever read, and make room for it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as part:
                part.write(image)
            Path(part.name).replace(kept)
            self._make_room()
        except OSError:
            return

    def _make_room(self) -> None:
        kept = [(path.stat(), path) for path in self.folder.glob("*.png")]
        total = sum(state.st_size for state, _ in kept)
        for state, path in sorted(kept, key=lambda item: item[0].st_mtime):
            if total <= self.most_bytes:
                return
            path.unlink(missing_ok=True)
            total -= state.st_size


def forget_pictures(sha256: str, folder: Path | None = None) -> int:
    """Remove every kept image of a file that is taken out of the archive; counts them."""
    kept = list((folder or cache_folder()).glob(f"{sha256[:32]}-*.png"))
    for path in kept:
        path.unlink(missing_ok=True)
    return len(kept)


def cache_folder() -> Path:
    """Where images are kept: the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "board-papers" / "pages"


def _candidates(path: Path, name: str, beside: Path) -> list[Path]:
    """Where a file may lie: where it was, seen from the archive, or beside the archive."""
    places = [path] if path.is_absolute() else [beside / path, path]
    return [*places, beside / Path(name).name]


def draw_page(path: Path, number: int) -> bytes:
    """A page of a PDF as PNG, about 1,240 dots wide; raises `PictureError`."""
    import io

    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(path)) as pdf:
            if not 1 <= number <= len(pdf):
                raise PictureError("There is no such page.")
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(_WIDTH / max(width, 1), (_MOST_PIXELS / max(width * height, 1)) ** 0.5, 4)
            image = page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise PictureError("The page cannot be drawn.") from error
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=False)
    return out.getvalue()
