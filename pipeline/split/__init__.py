"""Cut a document into papers."""

from pipeline.model import Document, Paper
from pipeline.rules import Rules


def split_document(document: Document, rules: Rules) -> list[Paper]:
    """The papers of a document in order; every passage is in exactly one."""
    if not document.passages:
        return []
    return [
        Paper(
            position=0,
            kind="unplaced",
            title=document.title,
            first_page=1,
            last_page=len(document.pages),
            first_passage=0,
            last_passage=len(document.passages) - 1,
        )
    ]
