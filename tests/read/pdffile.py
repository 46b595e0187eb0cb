"""Small PDFs made for the tests: pages of text, pages without, and hostile ones."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path


def pdf_file(
    path: Path,
    pages: Sequence[str],
    *,
    content: bytes | None = None,
    contents: Mapping[int, bytes] | None = None,
) -> Path:
    """Write a PDF with one line of text a page; '' leaves the page without text.

    `content` is drawn on every page instead, `contents` on single pages (from 1).
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    streams: dict[int, bytes] = {}
    for page, text in enumerate(pages, 1):
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        drawn = f"BT /F 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
        streams[number + 1] = zlib.compress((contents or {}).get(page, content or drawn), 1)
        objects.append(f"<< /Length {len(streams[number + 1])} /Filter /FlateDecode >>")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    path.write_bytes(_write(objects, streams))
    return path


def _write(objects: Sequence[str], streams: dict[int, bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\n".encode()
        if number in streams:
            out += b"stream\n" + streams[number] + b"\nendstream\n"
        out += b"endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()
