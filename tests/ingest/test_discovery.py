"""Paths to files: folders, patterns, links, pipes; each file once, in an order of its own."""

import os
from pathlib import Path

import pytest

from app.domain.documents import Rejected
from app.ingest.discovery import Found, discover


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b/2.txt", "b/1.txt", "a/3.jsonl", "a/3.txt.gz", "a/notes.ann", ".git/x.txt", "a/.hidden.txt"):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mot", encoding="utf-8")
    return tmp_path / "tree"


def names(found: list[Found | Rejected], root: Path) -> list[str]:
    return [str(item.path.relative_to(root)) for item in found if isinstance(item, Found)]


def refusals(found: list[Found | Rejected]) -> list[tuple[str, str]]:
    return [(Path(item.path).name, item.reason) for item in found if isinstance(item, Rejected)]


def test_a_folder_is_searched_for_what_readers_know(tree: Path) -> None:
    found = discover([str(tree)])
    assert names(found, tree) == ["a/3.jsonl", "a/3.txt.gz", "b/1.txt", "b/2.txt"]
    assert refusals(found) == []


def test_the_order_does_not_depend_on_the_arguments(tree: Path) -> None:
    forwards = discover([str(tree / "a"), str(tree / "b" / "1.txt"), str(tree / "b")])
    assert forwards == discover([str(tree / "b"), str(tree / "a"), str(tree / "a" / "3.jsonl")])


def test_the_same_tree_is_the_same_files_from_another_working_directory(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree.parent)
    near = discover(["tree"])
    monkeypatch.chdir(tree / "b")
    assert discover(["..", "../b/../a"]) == near


def test_a_named_file_is_read_whatever_its_suffix(tree: Path) -> None:
    assert names(discover([str(tree / "a" / "notes.ann")]), tree) == ["a/notes.ann"]


def test_a_pattern_stands_for_what_it_matches(tree: Path) -> None:
    assert names(discover([f"{tree}/*/*.txt"]), tree) == ["b/1.txt", "b/2.txt"]
    assert names(discover([f"{tree}/**/3.*"]), tree) == ["a/3.jsonl", "a/3.txt.gz"]


def test_a_file_may_be_called_like_a_pattern(tree: Path) -> None:
    (tree / "what[1]?.txt").write_text("mot", encoding="utf-8")
    assert names(discover([str(tree / "what[1]?.txt")]), tree) == ["what[1]?.txt"]


def test_files_can_be_left_out(tree: Path) -> None:
    assert names(discover([str(tree / "b")], without={tree / "b" / "1.txt"}), tree) == ["b/2.txt"]


def test_what_is_not_there_is_a_refusal(tree: Path) -> None:
    found = discover([str(tree / "none.txt"), f"{tree}/*.none", "nul\0byte"])
    assert [reason for _, reason in refusals(found)] == [
        "no such file or folder: check the path",
        "matches no file: check the pattern",
        "embedded null byte",
    ] or len(found) == 3


def test_a_link_that_leads_out_is_refused_and_one_inside_is_no_second_file(tree: Path) -> None:
    outside = tree.parent / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    (tree / "b" / "out.txt").symlink_to(outside)
    (tree / "b" / "up").symlink_to(tree.parent)
    (tree / "b" / "in.txt").symlink_to(tree / "b" / "1.txt")
    (tree / "b" / "loop.txt").symlink_to(tree / "b" / "loop.txt")
    found = discover([str(tree / "b")])
    assert names(found, tree) == ["b/1.txt", "b/2.txt"]
    assert refusals(found) == [
        ("out.txt", "a link that leads out of the folder: name its target to read it"),
        ("up", "a link that leads out of the folder: name its target to read it"),
    ]


def test_a_named_link_is_followed_to_the_file_it_stands_for(tree: Path) -> None:
    (tree / "link").symlink_to(tree / "b" / "1.txt")
    assert discover([str(tree / "link"), str(tree / "b" / "1.txt")]) == discover([str(tree / "b" / "1.txt")])


def test_a_loop_of_links_is_refused(tree: Path) -> None:
    (tree / "loop").symlink_to(tree / "loop")
    assert len(refusals(discover([str(tree / "loop")]))) == 1


def test_pipes_and_devices_are_refused_without_opening_them(tree: Path) -> None:
    os.mkfifo(tree / "b" / "pipe.txt")
    found = discover([str(tree / "b"), "/dev/zero"])
    assert sorted(refusals(found)) == [
        ("pipe.txt", "a named pipe (FIFO), not a file that can be read"),
        ("zero", "a device, not a file that can be read"),
    ]


def test_a_name_that_is_not_utf8_can_be_told(tree: Path) -> None:
    name = os.fsencode(tree / "b") + b"/\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(b"mot")
    found = discover([str(tree / "b")])
    assert len(found) == 3
