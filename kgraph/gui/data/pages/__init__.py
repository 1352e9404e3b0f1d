"""The pages of the Data panel: columns, samples, rows, settings, and none yet.

May import what the panel may. Start reading at `samples_page.py`; `column_view.py` and
`bars.py` belong to the page of columns, `beside.py` to that of settings.
"""
