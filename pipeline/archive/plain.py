"""Codes, days and numbers in the words of a reader: '17 October 2023', '45%', 'Partly accepted'."""

from datetime import date, timedelta

DECISIONS = {
    "accepted": "Accepted",
    "partially_accepted": "Partly accepted",
    "rejected": "Rejected",
    "already_actioned": "Already done",
    "agreed": "Agreed",
    "agreed_in_principle": "Agreed in principle",
    "noted": "Noted",
    "deferred": "Deferred",
    "not_agreed": "Not agreed",
    "amended": "Amended",
    "awaited": "Awaited",
}
FAVOURABLE = ("accepted", "agreed", "already_actioned", "partially_accepted", "agreed_in_principle")
PAPER_KINDS = {
    "front_sheet": "Front sheet",
    "officer_report": "Officer report",
    "scrutiny_report": "Scrutiny report",
    "response_proforma": "Response form",
    "minute": "Minute",
    "annual_report": "Annual report",
    "inspection_report": "Inspection report",
    "action_plan": "Action plan",
    "appendix": "Appendix",
    "unplaced": "Paper",
}
RECOMMENDATION_KINDS = {
    "decision": "For decision",
    "scrutiny": "From scrutiny",
    "inspection": "From an inspection",
    "reported": "Reported",
}
ROLES = {
    "level": "figure",
    "change": "change",
    "baseline": "earlier figure",
    "target": "target",
    "comparator": "elsewhere",
}
BOUNDS = {
    "over": "more than ",
    "under": "less than ",
    "around": "about ",
    "up_to": "up to ",
    "at_least": "at least ",
}
STAGES = {
    "read": "Reading the file",
    "split": "Finding its papers",
    "extract": "Finding facts",
    "link": "Linking papers",
    "store": "Writing the archive",
}
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def uk_date(day: str | None) -> str:
    """'2023-10-17' as '17 October 2023', '2023-10' as 'October 2023'; anything else as it is."""
    if not day:
        return ""
    parts = day[:10].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) < 2:
        return day
    month = _MONTHS[int(parts[1]) - 1] if 1 <= int(parts[1]) <= 12 else parts[1]
    return " ".join([*(str(int(part)) for part in parts[2:]), month, parts[0]])


def period(start: str | None, end: str | None) -> str:
    """An interval as a council writes it: '2018/19', '2018', 'October 2023', or day to day."""
    if not start or not end:
        return f"since {uk_date(start)}" if start else f"until {uk_date(end)}" if end else ""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return f"{start} to {end}"
    if first == last:
        return uk_date(start)
    if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31):
        years = last.year - first.year
        if years == 1:
            return f"{first.year}/{last.year % 100:02d}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _months(first, last)
    return f"{uk_date(start)} to {uk_date(end)}"


def _months(first: date, last: date) -> str:
    one, other = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    if (first.year, first.month) == (last.year, last.month):
        return f"{one} {first.year}"
    if first.year == last.year:
        return f"{one} to {other} {last.year}"
    return f"{one} {first.year} to {other} {last.year}"


def number(value: float | None) -> str:
    """A number with thousands parted by commas, without digits that say nothing."""
    if value is None:
        return ""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.01 else f"{value:.4g}"


def quantity(value: float | None, unit: str, value_to: float | None = None) -> str:
    """A number with its unit: '45%', '£1.2 million', '5 to 7 weeks', '34 per 10,000'."""
    if value is None:
        return ""
    figures = _money(value) if unit in _SIGNS else number(value)
    if value_to is not None:
        figures += " to " + (_money(value_to) if unit in _SIGNS else number(value_to))
    if unit in _SIGNS:
        sign = _SIGNS[unit]
        return sign + figures.replace(" to ", f" to {sign}")
    return figures + unit_words(unit, short=True)


def _money(value: float) -> str:
    for size, word in ((1_000_000_000, " billion"), (1_000_000, " million")):
        if abs(value) >= size:
            return number(round(value / size, 3)) + word
    return number(value)


def unit_words(unit: str, *, short: bool = False) -> str:
    """A unit in words; `short` gives what follows a number."""
    if unit == "percent":
        return "%" if short else "per cent"
    if unit in ("count", "ratio"):
        return "" if short else {"count": "numbers", "ratio": "shares of one"}[unit]
    if unit.startswith("per_") and unit[4:].isdigit():
        words = f"per {int(unit[4:]):,}"
    elif unit in _SIGNS:
        words = {"GBP": "pounds", "EUR": "euros", "USD": "dollars"}[unit]
    else:
        words = unit.replace("_", " ")
    return f" {words}" if short else words


def plural(count: int, one: str, many: str | None = None) -> str:
    """'1 paper', '2,004 papers'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def decision(code: str | None) -> str:
    """A decision in words; an answer that is not there is said to be not there."""
    return DECISIONS.get(code, code) if code else "No response in this archive"


def tone(code: str | None) -> str:
    """The class of a decision's label: good, part, bad, open or none."""
    if code is None:
        return "none"
    if code in ("accepted", "agreed", "already_actioned"):
        return "good"
    if code in ("rejected", "not_agreed"):
        return "bad"
    return "open" if code == "awaited" else "part"


def paper_kind(code: str | None) -> str:
    """A kind of paper in words."""
    return PAPER_KINDS.get(code or "", "Paper")


def shorten(text: str | None, limit: int = 160) -> str:
    """`text` cut at a word's end, with an ellipsis, so that at most `limit` characters stay."""
    if not text or len(text) <= limit:
        return text or ""
    head = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{head}…"


def sentence_case(text: str) -> str:
    """`text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


FILTERS = {
    "sentence_case": sentence_case,
    "uk_date": uk_date,
    "number": number,
    "decision": decision,
    "tone": tone,
    "paper_kind": paper_kind,
    "shorten": shorten,
    "unit_words": unit_words,
}
