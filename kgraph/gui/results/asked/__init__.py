"""What a run says to samples that it is asked about: files, and its own data.

Start reading at `predict_page.py`.
"""
