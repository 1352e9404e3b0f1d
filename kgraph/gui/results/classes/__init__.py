"""What classes were taken for each other: a heat map, and a table beside it.

Start reading at `classes_page.py`.
"""
