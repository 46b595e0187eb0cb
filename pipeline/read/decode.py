"""Bytes to text where nothing says which encoding they are in."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)


def decode_text(raw: bytes, declared: str | None = None) -> str:
    """Text of `raw`: by its byte-order mark, as `declared`, as UTF-8, or else as Windows-1252."""
    if wide := guess_wide(raw):
        return raw.decode(wide, errors="replace")
    for encoding in (declared, "utf-8"):
        if encoding and _is_of_texts(encoding):
            try:
                return raw.decode(encoding)
            except UnicodeError:
                continue
    return raw.decode("cp1252", errors="replace")


def guess_wide(raw: bytes) -> str | None:
    """The encoding that a byte-order mark, or a zero in every other byte, gives away."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    sample = raw[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def decode_html(raw: bytes) -> str:
    """Text of a web page, in the encoding that it declares."""
    match = _CHARSET.search(raw, 0, _SAMPLE)
    return decode_text(raw, match[1].decode("ascii") if match else None)


def _is_of_texts(encoding: str) -> bool:
    """Whether it is an encoding that pages are in, none of Python's own for names and escapes."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return False
    return not name.startswith(("idna", "punycode", "unicode", "raw", "undefined", "mbcs", "oem"))
