"""One file per format, each named as in `document.formats.FORMATS`.

A file holds a value `EXPORTER` and imports what it needs inside its functions. Start
reading at `python.py`, the shortest; the contract is `export/exporter.py`.
"""
