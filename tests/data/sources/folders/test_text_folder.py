import pytest

from kgraph.data import DataError
from kgraph.data.sources.folders.text_folder import read


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "bad/1": "Nie wieder!\r\n",
        "good/1": "Schön.",
        "good/2": "Gut",
    }.items():
        path = tmp_path / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def test_texts_are_read_as_they_are(folder):
    table = read(folder, {})
    text, label, _ = table.describe().columns
    assert (text.name, text.shape, text.dtype) == ("text", (), "string")
    assert label.categories == ("bad", "good")
    values = table.columns["text"].values
    chosen = values[[1, 0]].tolist()
    assert [type(text) for text in chosen] == [str, str]
    assert chosen == ["Schön.", "Nie wieder!\r\n"]
    assert values[2].item() == "Gut"


def test_a_table_says_what_belongs_to_each_text(folder):
    (folder / "stars.tsv").write_text("stars\tname\n5\tgood/1.txt\n1\tbad/1.txt\n")
    table = read(folder, {"labels": "stars.tsv", "file_column": "name"})
    assert table.columns["text"].values[0].item() == "Schön."


def test_text_in_another_encoding_is_named(folder):
    (folder / "bad/1.txt").write_bytes("schön".encode("latin-1"))
    with pytest.raises(DataError, match=r"1\.txt must be text in UTF-8.*0xf6"):
        read(folder, {}).columns["text"].values[0]
    (folder / "bad/1.txt").unlink()
    with pytest.raises(DataError, match="Received: none in 'bad'"):
        read(folder, {})
