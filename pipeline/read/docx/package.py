"""Open the parts of a Word file without being drowned by them; the only door to lxml here.

A Word file is a ZIP archive of XML parts. Sizes and ratios are looked at before a part is
unpacked, a part is unpacked no further than it says it is long, and no entity is expanded.
"""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from pipeline.errors import ReadError

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAX_PART = 128 << 20
_MAX_PARTS = 20_000
_MAX_RATIO = 400
_SMALL = 4 << 20
_BOMB = "The Word file unpacks to far more than a document holds, so it was not opened."
_DAMAGED = "The Word file is damaged. Open it in Word, let Word repair it, and save it again."

Element = Any


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts that a reader needs, each parsed; None where the file has none."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    stamps: tuple[Element, ...]
    title: str | None
    unread: tuple[str, ...]


def open_package(path: Path) -> Package:
    """The parts of a Word file; raises `ReadError` where it is damaged or a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _open_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError) as error:
        raise ReadError("malformed", _DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:  # an encrypted or odd archive
        raise ReadError(
            "encrypted", "The Word file is protected. Save it without a password and try again."
        ) from error


def _open_parts(archive: zipfile.ZipFile) -> Package:
    names = archive.namelist()
    if len(names) > _MAX_PARTS:
        raise ReadError("too_large", _BOMB)
    main = _main_part(archive)
    related = _relations(archive, main)
    body = _parse(archive, main)
    if body is None:
        raise ReadError("malformed", _DAMAGED)
    return Package(
        body=body,
        styles=_parse(archive, related.get("styles")),
        numbering=_parse(archive, related.get("numbering")),
        footnotes=_parse(archive, related.get("footnotes")),
        endnotes=_parse(archive, related.get("endnotes")),
        stamps=tuple(
            part
            for kind in ("header", "footer")
            for name in sorted(names)
            if posixpath.basename(name).startswith(kind)
            and name.endswith(".xml")
            and (part := _parse(archive, name)) is not None
        ),
        title=_title(archive),
        unread=tuple(_unread(names)),
    )


def _main_part(archive: zipfile.ZipFile) -> str:
    """The part that holds the document, wherever the archive keeps it."""
    for target in _targets(archive, "_rels/.rels", "", "officeDocument"):
        return target
    return "word/document.xml"


def _relations(archive: zipfile.ZipFile, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    kinds = ("styles", "numbering", "footnotes", "endnotes")
    rels = f"{folder}/_rels/{name}.rels"
    found = {}
    for kind in kinds:
        for target in _targets(archive, rels, folder, kind):
            found[kind] = target
    return found


def _targets(archive: zipfile.ZipFile, rels: str, folder: str, kind: str) -> list[str]:
    root = _parse(archive, rels)
    if root is None:
        return []
    targets = []
    for relation in root.iter(_RELATION):
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") is None:
            target = relation.get("Target", "")
            absolute = target.startswith("/")
            joined = target.lstrip("/") if absolute else posixpath.join(folder, target)
            targets.append(posixpath.normpath(joined))
    return targets


def _parse(archive: zipfile.ZipFile, name: str | None) -> Element | None:
    """One part as an element tree; None where the archive has no such part."""
    if name is None or name not in archive.NameToInfo:
        return None
    raw = _unpack(archive, archive.getinfo(name))
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(_as_transitional(raw), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("malformed", _DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(
            "malformed", "The Word file declares entities of its own, which no Word file needs."
        )
    return root


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > _MAX_PART or (info.file_size > _SMALL and ratio > _MAX_RATIO):
        raise ReadError("too_large", _BOMB)
    with archive.open(info) as stream:
        raw = stream.read(info.file_size + 1)
    if len(raw) > info.file_size:
        raise ReadError("too_large", _BOMB)
    return raw


def _as_transitional(raw: bytes) -> bytes:
    """'Strict' Word files differ in the name of the namespace only, for what is read here."""
    return raw.replace(_STRICT.encode(), _PLAIN.encode())


def _title(archive: zipfile.ZipFile) -> str | None:
    root = _parse(archive, "docProps/core.xml")
    if root is None:
        return None
    for element in root.iter("{http://purl.org/dc/elements/1.1/}title"):
        return str(element.text or "") or None
    return None


def _unread(names: list[str]) -> list[str]:
    """What a person would see in the document and this reader cannot read, in plain words."""
    counts = {
        "chart": sum("/charts/chart" in name and name.endswith(".xml") for name in names),
        "diagram": sum("/diagrams/data" in name for name in names),
        "embedded file": sum("/embeddings/" in name or "/afchunk" in name for name in names),
    }
    return [f"{n} {what}{'s' if n > 1 else ''}" for what, n in counts.items() if n]
