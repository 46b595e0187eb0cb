"""Every error that the pipeline raises on purpose, and nothing else.

    PipelineError            a sentence a person can act on
    ├── ReadError            a file, or a part of it, that cannot be read
    ├── RuleError            a rule file that says something it may not
    ├── ArchiveError         an archive that cannot be opened or written
    ├── EvaluationError      annotated papers that cannot be scored
    └── UsageError           a request that makes no sense

The message of each is shown to the user as it stands.
"""


class PipelineError(Exception):
    """Something went wrong that the user can be told in one sentence."""


class ReadError(PipelineError):
    """A file cannot be read; `code` says why in one word of the `problems` table.

    Codes: `missing`, `empty`, `unsupported`, `encrypted`, `malformed`, `too_large`,
    `timeout`, `died`, `memory`, `no_text`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class RuleError(PipelineError):
    """A rule file is broken: unknown key, unknown term, bad pattern, failing example."""


class ArchiveError(PipelineError):
    """The archive cannot be opened, read or written."""


class EvaluationError(PipelineError):
    """An annotated paper cannot be scored."""


class UsageError(PipelineError):
    """The request cannot be carried out as it was put."""
