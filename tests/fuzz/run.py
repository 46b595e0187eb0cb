"""Run the fuzzer on a target in a process of its own, and read what came of it."""

import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.seeds import ROOT, seeds_of, words_of

LONGEST = {"docx": 12_000, "html": 4_000, "rules": 1_000, "dates": 400, "numbers": 400}
"""Bytes of the longest input of a target; what is not here has 2,000."""

_DONE = re.compile(r"Done (\d+) runs in (\d+) second")
_COVERED = re.compile(r"cov: (\d+)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: inputs tried, seconds, branches reached, and the promises broken."""

    target: str
    inputs: int
    seconds: int
    covered: int
    findings: tuple[str, ...]


def fuzz(target: str, folder: Path, *options: str) -> Outcome:
    """Fuzz a target with libFuzzer's `options`; findings are kept in `folder`/findings."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(target):
        (inputs / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    for old in (folder / "findings").glob("*"):
        old.unlink()
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in words_of(target)))
    longest = LONGEST.get(target, 2_000)
    command = [sys.executable, "-m", "tests.fuzz.child", target, str(folder)]
    fixed = [f"-dict={words}", f"-max_len={longest}", "-rss_limit_mb=2048", "-timeout=60"]
    ran = subprocess.run(
        [*command, *fixed, f"-artifact_prefix={folder}/", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
    )
    done = _DONE.search(ran.stderr)
    findings = [path.read_text() for path in sorted((folder / "findings").glob("*.txt"))]
    if done is None:
        findings.append(f"The fuzzer did not come to its end:\n{ran.stderr[-3000:]}")
    return Outcome(
        target=target,
        inputs=int(done[1]) if done else 0,
        seconds=int(done[2]) if done else 0,
        covered=max((int(count) for count in _COVERED.findall(ran.stderr)), default=0),
        findings=tuple(findings),
    )


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word.encode()
    )
