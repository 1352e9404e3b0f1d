"""Folders of images, sounds and texts: listed at once, read when a batch needs them.

May import what the room above may, and its `csv_file.py` for tables of files. Start
reading at `labelled_files.py`, then `file_folder.py`.
"""
