"""A run from files to archive, as its user sees it."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest import RunReport, Settings, ingest
from pipeline.read.isolate import Limits
from pipeline.sources import find_files
from pipeline.store.archive import Archive
from tests.conftest import Silent
from tests.making import REPORT, dump, write_report


def run(paths: list[Path], db: Path, **settings: object) -> RunReport:
    return ingest(paths, db, Settings(**settings), Silent())  # type: ignore[arg-type]


def states(report: RunReport) -> list[str]:
    return [file.state for file in report.files]


def test_a_file_goes_in_once(tmp_path: Path) -> None:
    path = write_report(tmp_path)
    db = tmp_path / "archive.db"
    assert states(run([path], db)) == ["new"]
    assert states(run([path], db)) == ["already in"]
    assert states(run([path], db, refresh=True)) == ["new"]


def test_a_refreshed_file_is_linked_again(tmp_path: Path) -> None:
    path, db = write_report(tmp_path), tmp_path / "archive.db"
    run([path], db)
    before = dump(db)
    assert any(row.startswith("('series'") for row in before)
    run([path], db, refresh=True)
    assert dump(db) == before


def test_a_copy_under_another_name_is_already_in(tmp_path: Path) -> None:
    paths = [write_report(tmp_path), write_report(tmp_path, "copy.txt")]
    assert states(run(paths, tmp_path / "archive.db")) == ["already in", "new"]


def test_bad_files_are_records_and_the_good_ones_go_in(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    write_report(folder)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (folder / "photo.bin").write_bytes(bytes(range(256)) * 8)
    report = run([folder], tmp_path / "archive.db")
    by_name = {file.name: file for file in report.files}
    assert not report.complete
    assert by_name["report.txt"].state == "new"
    assert by_name["empty.pdf"].problems[0].code == "empty"
    assert by_name["broken.pdf"].problems[0].code == "malformed"
    assert by_name["photo.bin"].problems[0].code == "unsupported"
    with Archive.open(tmp_path / "archive.db") as archive:
        rows = archive.query("SELECT status FROM files ORDER BY name")
        assert [row["status"] for row in rows] == ["failed", "failed", "failed", "ok"]


def test_the_order_does_not_matter(tmp_path: Path, corpus: Path) -> None:
    paths = [
        write_report(tmp_path),
        corpus / "oxfordshire-cabinet-2021-12-21-item-132.html",
        corpus / "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf",
    ]
    assert run(paths, tmp_path / "one.db").complete
    for path in reversed(paths):
        run([path], tmp_path / "other.db")
    run(paths[::-1], tmp_path / "two-jobs.db", jobs=2)
    assert dump(tmp_path / "one.db") == dump(tmp_path / "other.db")
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two-jobs.db")


def test_changed_rules_are_applied_without_reading_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from pipeline.rules import default_folder, load_rules

    path = write_report(tmp_path)
    db = tmp_path / "archive.db"
    run([path], db)
    before = dump(db)
    folder = tmp_path / "rules"
    shutil.copytree(default_folder(), folder)
    with (folder / "themes.yml").open("a") as stream:
        stream.write("\n# changed\n")
    load_rules.cache_clear()
    report = run([path], db, rules_folder=folder)
    assert states(report) == ["refreshed"]
    changed = [row for row in dump(db) if not row.startswith("('files'")]
    assert changed == [row for row in before if not row.startswith("('files'")]


def test_changed_rules_are_applied_to_all_that_the_archive_holds(tmp_path: Path) -> None:
    paths = [
        write_report(tmp_path, f"{year}.txt", REPORT.replace("2023", year))
        for year in ("2023", "2024")
    ]
    db = tmp_path / "archive.db"
    run(paths[:1], db)
    paths[0].unlink()
    with Archive.open(db) as archive:
        archive.connection.execute("UPDATE files SET rules = 'earlier'")
    report = run(paths[1:], db)
    assert {file.name: file.state for file in report.files} == {
        "2023.txt": "refreshed",
        "2024.txt": "new",
    }
    assert states(run(paths[1:], db)) == ["already in"]


def test_a_changed_reader_reads_again_and_tells_what_it_was_not_given(
    tmp_path: Path,
) -> None:
    paths = [
        write_report(tmp_path, f"{year}.txt", REPORT.replace("2023", year))
        for year in ("2023", "2024")
    ]
    db = tmp_path / "archive.db"
    assert run(paths, db).outdated == ()
    before = dump(db)
    with Archive.open(db) as archive:
        archive.connection.execute("UPDATE files SET reader = 'text/0'")
    report = run(paths[:1], db)
    assert states(report) == ["new"]
    assert report.outdated == (str(paths[1]),)
    assert run(paths, db).outdated == ()
    assert dump(db) == before


def test_another_version_of_the_program_makes_its_facts_anew(tmp_path: Path) -> None:
    path, db = write_report(tmp_path), tmp_path / "archive.db"
    run([path], db)
    with Archive.open(db) as archive:
        archive.connection.execute("UPDATE files SET rules = rules || '.older'")
    assert states(run([path], db)) == ["refreshed"]


def test_facts_stay_where_they_cannot_be_made_again(tmp_path: Path) -> None:
    path, db = write_report(tmp_path), tmp_path / "archive.db"
    run([path], db)
    before = [row for row in dump(db) if row.startswith("('dates'")]
    with Archive.open(db) as archive:
        archive.connection.execute("UPDATE files SET rules = 'earlier'")
    report = run([path], db, limits=Limits(seconds=0.001))
    assert states(report) == ["failed"]
    assert "kept" in report.files[0].problems[0].message
    assert [row for row in dump(db) if row.startswith("('dates'")] == before
    assert states(run([path], db)) == ["refreshed"]


def test_folders_are_searched_and_what_is_no_paper_passed_over(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.txt", ".hidden.pdf", "README.md", "logo.png", "sub/c.docx", "noname"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    files, passed_over = find_files([tmp_path])
    names = [path.relative_to(tmp_path).as_posix() for path in files]
    assert names == ["a.txt", "b.pdf", "noname", "sub/c.docx"]
    assert [path.name for path in passed_over] == ["README.md", "logo.png"]
    assert find_files([tmp_path / "README.md"])[0] == [tmp_path / "README.md"]


def test_a_missing_path_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is nothing at"):
        find_files([tmp_path / "nowhere"])


def test_a_file_gone_from_its_folder_is_reported_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    write_report(folder, "one.txt")
    write_report(folder, "two.txt", REPORT + "\n\nMore.")
    run([folder], tmp_path / "archive.db")
    (folder / "one.txt").unlink()
    report = run([folder], tmp_path / "archive.db")
    assert report.gone == (str(folder / "one.txt"),)
    with Archive.open(tmp_path / "archive.db") as archive:
        assert len(archive.query("SELECT 1 FROM files")) == 2


def test_a_file_that_was_moved_is_known_by_its_new_place(tmp_path: Path) -> None:
    folder, db = tmp_path / "papers", tmp_path / "archive.db"
    (folder / "2023").mkdir(parents=True)
    path = write_report(folder)
    run([folder], db)
    path.rename(folder / "2023" / "cabinet.txt")
    report = run([folder], db)
    assert (states(report), report.gone) == (["already in"], ())
    run([folder], tmp_path / "other.db")
    assert dump(db) == dump(tmp_path / "other.db")


def test_of_two_copies_the_one_that_is_left_is_known(tmp_path: Path) -> None:
    folder, db = tmp_path / "papers", tmp_path / "archive.db"
    folder.mkdir()
    copies = [write_report(folder, name) for name in ("a.txt", "b.txt")]
    run([folder], db)
    assert _held(db) == [str(copies[0])]
    run([copies[1]], db)
    assert _held(db) == [str(copies[0])]
    copies[0].unlink()
    assert run([folder], db).gone == ()
    assert _held(db) == [str(copies[1])]


def _held(db: Path) -> list[str]:
    with Archive.open(db) as archive:
        return [entry.path for _, entry in archive.files()]


@pytest.mark.parametrize("emptied", [True, False])
def test_a_file_is_gone_whichever_way_its_folder_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, emptied: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("papers")
    folder.mkdir()
    path = write_report(folder)
    if not emptied:
        write_report(folder, "two.txt", REPORT + "\n\nMore.")
    run([folder], Path("archive.db"))
    path.unlink()
    for written in (folder, Path("papers/../papers"), folder.absolute(), Path()):
        assert run([written], Path("archive.db")).gone == ("papers/report.txt",)


def test_other_bytes_of_the_same_text_are_known_as_the_same(tmp_path: Path) -> None:
    paths = [write_report(tmp_path), write_report(tmp_path, "again.txt", REPORT + "\n\n \n")]
    run(paths, tmp_path / "archive.db")
    with Archive.open(tmp_path / "archive.db") as archive:
        rows = archive.query("SELECT id, same_text_as FROM files ORDER BY id")
    assert [row["same_text_as"] for row in rows] == [None, rows[0]["id"]]


def test_a_run_cut_short_before_linking_is_linked_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [
        write_report(tmp_path),
        write_report(tmp_path, "b.txt", REPORT.replace("2023", "2024")),
    ]
    run(paths, tmp_path / "undisturbed.db")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.ingest.link_archive", _cut)
        with pytest.raises(KeyboardInterrupt):
            run(paths, tmp_path / "archive.db")
    assert states(run(paths, tmp_path / "archive.db")) == ["already in", "already in"]
    assert dump(tmp_path / "archive.db") == dump(tmp_path / "undisturbed.db")


def _cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_files_that_are_read_again_keep_their_links(corpus: Path, tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    ingest([corpus], db, Settings(jobs=2), Silent())
    before = dump(db)
    ingest([corpus], db, Settings(jobs=2, refresh=True), Silent())
    assert dump(db) == before
