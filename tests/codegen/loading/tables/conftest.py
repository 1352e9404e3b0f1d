"""A folder with one table in every format."""

from pathlib import Path

import h5py
import numpy as np
import pytest

RANDOM = np.random.default_rng(3)
ROWS = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one table in every format."""
    numbers = RANDOM.normal(5, 3, ROWS)
    gaps = np.where(np.arange(ROWS) % 7 == 3, np.nan, RANDOM.normal(-2, 9, ROWS))
    kinds = ["red", "green", "blue"] * (ROWS // 3)
    spotty = ["" if n % 11 == 5 else "ab"[n % 2] for n in range(ROWS)]
    parts = ["train", "train", "validation", "train", "test"] * (ROWS // 5)
    notes = [f"so, it {word} {n}" for n, word in enumerate(kinds)]
    days = [f"2026-{n * 7 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(ROWS)]
    trust_in = np.arange(ROWS) % 4
    lines = ["size; gaps ;kind;spotty;part;note;day;trust;stars"]
    for n in range(ROWS):
        gap = "NA" if np.isnan(gaps[n]) else repr(float(gaps[n]))
        row = (float(numbers[n]), gap, kinds[n], spotty[n], parts[n], notes[n], days[n])
        lines.append(";".join(map(str, (*row, trust_in[n], n % 3))))
    lines.insert(9, "")  # blank lines are skipped
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    arrays = {
        "size": numbers,
        "gaps": gaps,
        "pixels": RANDOM.integers(0, 255, (ROWS, 4, 3)),
        "kind": np.array(kinds),
        "thin": numbers[:, None] * 2,
        "trust": trust_in,
    }
    np.savez(tmp_path / "t.npz", **arrays)
    with h5py.File(tmp_path / "t.h5", "w") as file:
        for name, array in arrays.items():
            is_text = array.dtype.kind == "U"
            file[f"all/{name}"] = array.astype("S") if is_text else array
    return tmp_path
