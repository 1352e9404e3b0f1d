"""What is seen of a drawing, and how a person goes from one place in it to another.

May import the document, the settings and the canvas's items. Start reading at
`camera.py` (zoom and pan), then `walking.py` for the keyboard; `minimap.py` and
`find_bar.py` lie over the canvas.
"""
