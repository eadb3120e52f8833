from app.evaluation.report import as_json, closing_lines, markdown, rows_of
from app.evaluation.scores import Cost, Score, Share, Sheet


def full() -> Sheet:
    sheet = Sheet()
    sheet.score("relations/all", Score.of(1, 2, 4))
    sheet.score("quotes/type/direct", Score.of(3, 3, 4))
    sheet.score("quotes/o30", Score.of(30, 40, 50))
    sheet.shares["quotes/built/SCQ/found"] = Share(20, 40)
    sheet.shares["quotes/built/QS/found"] = Share(1, 2)
    sheet.shares["quotes/speaker"] = Share(15, 20)
    sheet.score("marks/o30 as written", Score.of(8, 10, 10))
    sheet.score("marks/o30 straight", Score.of(7, 10, 10))
    sheet.cost, sheet.baseline, sheet.peak_bytes = Cost(2, 9_000, 1.5), Cost(2, 9_000, 4.5), 400_000_000
    return sheet


def test_sections_keep_their_order_and_breakdowns_come_last() -> None:
    labels = [row.label for row in rows_of(full()) if row.section == "quotes"]
    assert labels == ["o30", "speaker", "built/QS/found", "built/SCQ/found", "type/direct"]
    assert [row.section for row in rows_of(full())][-3:] == ["relations", "marks", "marks"]


def test_markdown_has_a_table_for_each_kind_of_figure() -> None:
    lines = list(markdown(full()))
    assert "| quotes | o30 | 75.0 | 60.0 | 66.7 | 50 |" in lines
    assert "| quotes | speaker |  |  | 75.0 | 20 |" in lines
    assert "| SCQ | 40 | 50.0 | – | – |" in lines
    assert not any(line.startswith("| QS ") for line in lines)
    assert "| quotes | type/direct | 100.0 | 75.0 | 85.7 | 4 |" in lines


def test_speed_memory_and_spread_are_told_in_words() -> None:
    assert closing_lines(full()) == [
        "Spread over quotation marks: o30 10.0",
        "2 articles, 9,000 words: 6,000 words/CPU-s, 1.3 articles/CPU-s; peak memory of a process 400 MB",
        "The whole spaCy pipeline: 2,000 words/CPU-s; ours is 3.0 times as fast",
    ]


def test_json_holds_figures_and_what_they_were_counted_on() -> None:
    record = as_json(full())
    assert record["scores"]["quotes/o30"] == {
        "precision": 0.75,
        "recall": 0.6,
        "f1": 0.6667,
        "found": 40,
        "gold": 50,
    }
    assert record["shares"]["quotes/speaker"] == {"share": 0.75, "hits": 15, "total": 20}
    assert record["speed"]["words_per_cpu_second"] == 6000


def test_nothing_counted_is_a_table_without_rows() -> None:
    assert rows_of(Sheet()) == []
    assert closing_lines(Sheet()) == []
    assert len(list(markdown(Sheet()))) == 2
