"""Which paragraphs of a text are headings: marked, in capitals, or a short title over its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.read.blocks import Block, Table

MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|shall|should|may|must|can|note[ds]?"
    r"|agree[ds]?|resolved|recommended|approve[ds]?|that|which|we|it|they)\b",
    re.IGNORECASE,
)


def mark_headings(blocks: Sequence[Block | Table]) -> Iterator[Block | Table]:
    """The blocks, with those that are headings as such."""
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield block
        else:
            yield _as_heading(block, blocks[index + 1] if index + 1 < len(blocks) else None)


def _as_heading(block: Block, follower: Block | Table | None) -> Block:
    """The block as a heading where it is one: marked, in capitals, or a short title."""
    if match := MARKDOWN.fullmatch(block.text):
        return replace(block, kind="heading", text=match[2], rank=len(match[1]))
    if block.kind != "paragraph":
        return _as_numbered_heading(block, follower)
    if len(block.text) < 80 and block.text.isupper() and not block.breaks:
        return replace(block, kind="heading", rank=7)
    if follower and is_title(block.text) and _goes_under_title(follower):
        return replace(block, kind="heading", rank=8)
    return block


def _as_numbered_heading(block: Block, follower: Block | Table | None) -> Block:
    """'1. INTRODUCTION', or '2. Background' straight before '2.1 …', is a heading."""
    core = (block.number or "").rstrip(".)")
    if not core.replace(".", "").isdigit() or len(block.text) >= 80:
        return block
    under = isinstance(follower, Block) and (follower.number or "").startswith(f"{core}.")
    if block.text.isupper() or (under and is_title(block.text)):
        return replace(block, kind="heading", rank=7 + core.count("."))
    return block


def is_title(text: str) -> bool:
    """Whether a text is short and no sentence."""
    return (
        0 < len(text) <= 60
        and text[0].isupper()
        and text[-1] not in ".;,!?"
        and ":" not in text
        and not _SENTENCE.search(text)
        and sum(c.isdigit() for c in text) * 3 < len(text)
    )


def _goes_under_title(follower: Block | Table) -> bool:
    """Whether what follows reads as a section's text rather than as another short line."""
    if isinstance(follower, Table) or follower.kind == "item":
        return True
    return len(follower.text) > 60 or follower.text.endswith(".")
