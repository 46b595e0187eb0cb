"""Marked blocks of a page that are made by a run, between lines that people write.

A block stands between `<!-- made: name -->` and `<!-- end: name -->`.
"""

import re
from collections.abc import Mapping


def fill_blocks(page: str, blocks: Mapping[str, str]) -> str:
    """The page with the content of its blocks replaced; every block must be there once."""
    for name, content in blocks.items():
        begin, end = f"<!-- made: {name} -->\n", f"<!-- end: {name} -->"
        pattern = re.compile(f"({re.escape(begin)}).*?({re.escape(end)})", re.DOTALL)
        filled = f"\n{content.strip()}\n\n"
        page, found = pattern.subn(lambda m, filled=filled: m[1] + filled + m[2], page)
        if found != 1:
            raise ValueError(f"The block {name!r} stands {found} times in the page.")
    return page
