"""A search as it was asked for: words and filters, every part of them checked."""

from dataclasses import dataclass

from pipeline.archive.asking import Words, read_words
from pipeline.archive.plain import DECISIONS
from pipeline.archive.reading import Asked

KINDS = {
    "": "Everything",
    "recommendation": "Recommendations",
    "statistic": "Statistics",
    "response": "Responses",
    "date": "Dates",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A search as it was asked for, every part of it checked."""

    text: str
    words: Words
    kind: str
    theme: str
    year: str
    body: str
    response: str
    sort: str

    @property
    def filtered(self) -> bool:
        """Whether something other than words narrows it."""
        return bool(self.kind or self.theme or self.year or self.body or self.response)

    def parts(self, **changes: str) -> dict[str, str]:
        """Its parameters in an address, with changes; empty ones are left out."""
        own = {
            "q": self.text,
            "kind": self.kind,
            "theme": self.theme,
            "year": self.year,
            "body": self.body,
            "response": self.response,
            "sort": self.sort,
        }
        return {name: value for name, value in {**own, **changes}.items() if value}


def read_wish(asked: Asked) -> Wish:
    """The search that an address asks for; what makes no sense in it is left out."""
    text = asked.query.get("q", "").replace("\0", "").strip()[:200]
    kind = asked.query.get("kind", "")
    response = asked.query.get("response", "")
    year = asked.query.get("year", "")
    sort = asked.query.get("sort", "")
    response = response if response in DECISIONS or response == "none" else ""
    kind = kind if kind in KINDS else ""
    if response and kind not in ("recommendation", "response"):
        kind = "recommendation"
    return Wish(
        text=text,
        words=read_words(text),
        kind=kind,
        theme=asked.query.get("theme", "")[:60],
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        body=asked.query.get("body", "")[:200],
        response=response,
        sort=sort if sort in ("newest", "oldest") else "",
    )
