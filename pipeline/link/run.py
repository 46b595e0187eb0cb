"""Link the whole archive: load plain rows, let the linkers propose, write what they found."""

from pipeline.rules import Rules
from pipeline.store.archive import Archive


def link_archive(archive: Archive, rules: Rules) -> None:
    """Bring all links of an archive up to date."""
