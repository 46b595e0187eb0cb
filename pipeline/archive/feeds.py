"""The same answers for other programs: CSV, JSON, Atom feeds and calendars."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.archive.plain import period, plural, quantity, uk_date

Link = Callable[[str], str]
"""Makes an address of this site absolute."""

COLUMNS = (
    *("kind", "id", "text", "page", "title", "body", "meeting_date", "year", "label"),
    *("made_by", "decision", "action", "measure", "value", "value_to", "unit"),
    *("period_start", "period_end", "date_start", "date_end", "paper_id", "file_id", "url"),
)


def hit_address(hit: Mapping[str, Any], words: str = "") -> str:
    """Where a hit stands: the page of its file, with the hit chosen."""
    from urllib.parse import quote_plus

    chosen = f"{hit['kind']}={hit['id']}"
    if hit["kind"] == "passage" and words:
        chosen += f"&q={quote_plus(words)}"
    return f"/file/{hit['file_id']}/page/{hit['page']}?{chosen}#page"


def as_csv(hits: Iterable[Mapping[str, Any]], link: Link, words: str) -> str:
    """Hits as a spreadsheet reads them; a cell that begins like a formula is put in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for hit in hits:
        filled = {**hit, "url": link(hit_address(hit, words))}
        writer.writerow([_harmless(filled.get(column)) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def as_json(answer: Mapping[str, Any], link: Link, words: str) -> str:
    """Hits as JSON: how many there are, and each with its text, paper and address."""
    hits = [
        {
            **{column: hit[column] for column in COLUMNS if hit.get(column) is not None},
            "url": link(hit_address(hit, words)),
        }
        for hit in answer["hits"]
    ]
    said = {
        "search": answer["wish"].parts(),
        "total": answer["found"].total,
        "total_is_exact": answer["found"].exact,
        "hits": hits,
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def atom(
    title: str, own: str, page: str, entries: Sequence[Mapping[str, str]], updated: str
) -> str:
    """An Atom feed; `entries` have id, title, updated (a day), link and text."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>Published committee papers</name></author>",
    ]
    for entry in entries:
        parts += [
            "<entry>",
            f"<title>{_text(entry['title'])}</title>",
            f"<id>{_text(entry['id'])}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(entry["link"])}/>',
            f"<updated>{entry['updated']}T00:00:00Z</updated>",
            f'<content type="text">{_text(entry["text"])}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>", ""])


def _text(text: str) -> str:
    """Text for XML: escaped, without the characters that XML cannot hold."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))


def hit_entries(hits: Iterable[Mapping[str, Any]], link: Link, words: str) -> list[dict[str, str]]:
    """Hits as entries of a feed."""
    return [
        {
            "id": link(f"/fact/{hit['kind']}/{hit['id']}"),
            "title": f"{hit['title'] or 'Paper'}, page {hit['page']}",
            "updated": hit["meeting_date"] or "1970-01-01",
            "link": link(hit_address(hit, words)),
            "text": _summary(hit),
        }
        for hit in hits
    ]


def _summary(hit: Mapping[str, Any]) -> str:
    if hit["kind"] != "statistic" or not hit.get("measure"):
        return str(hit["text"])
    figure = quantity(hit["value"], hit["unit"], hit["value_to"])
    when = period(hit["period_start"], hit["period_end"])
    return f"{figure}: {hit['measure']}{f' ({when})' if when else ''}. {hit['text']}"


def deadline_title(row: Mapping[str, Any]) -> str:
    """One line for a response that is due."""
    about = row["issue"] or row["title"] or "recommendations"
    return f"Response due: {about} ({plural(row['recommendations'], 'recommendation')})"


def deadline_entries(rows: Iterable[Mapping[str, Any]], link: Link) -> list[dict[str, str]]:
    """Responses that are due as entries of a feed."""
    return [
        {
            "id": link(f"/fact/response/{row['response_id']}"),
            "title": deadline_title(row),
            "updated": row["meeting_date"] or "1970-01-01",
            "link": link(_deadline_address(row)),
            "text": f"Due {uk_date(row['deadline']) or 'on a day that the paper does not say'}. "
            f"{row['body'] or ''}",
        }
        for row in rows
    ]


def _deadline_address(row: Mapping[str, Any]) -> str:
    return f"/file/{row['file_id']}/page/{row['page']}?response={row['response_id']}#page"


def calendar(name: str, rows: Iterable[Mapping[str, Any]], link: Link, host: str) -> str:
    """Responses that are due as all-day events; what has no day is left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//board-papers//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_value(name)}",
    ]
    for row in rows:
        if not row["deadline"]:
            continue
        day = date.fromisoformat(row["deadline"])
        stamp = (row["meeting_date"] or row["deadline"]).replace("-", "")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row['response_id']}@{host}",
            f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_value(deadline_title(row))}",
            f"DESCRIPTION:{_value(_description(row, link))}",
            f"URL:{link(_deadline_address(row))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _description(row: Mapping[str, Any], link: Link) -> str:
    said = [f"{row['title'] or 'Paper'}, page {row['page']}"]
    if row["body"]:
        said.append(str(row["body"]))
    if row["deadline_text"]:
        said.append(f"As printed: {row['deadline_text']}")
    return "\n".join([*said, link(_deadline_address(row))])


def _value(text: str) -> str:
    """Text as a calendar's value: backslashes, commas, semicolons and line ends escaped."""
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(c for c in safe.replace("\r", "").replace("\n", "\\n") if c >= " ")


def _fold(line: str) -> Iterable[str]:
    """A line in pieces of at most 75 bytes, the later ones after a blank; no letter is cut."""
    piece, size, limit = "", 0, 75
    for character in line:
        width = len(character.encode())
        if size + width > limit:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
