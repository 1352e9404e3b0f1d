"""What keys and mouse do on the canvas alone, as the help tells it.

Keys that the menus have too are listed there.
"""

KEYS = (
    ("Tab", "Search a layer and place it; `conv 32 3 relu` says its arguments, too"),
    ("F", "Zoom to the selection, or to all"),
    ("Home", "Zoom to the selection, or to all"),
    ("Backspace", "Delete the selection"),
    ("Esc", "Select nothing; give up an edge that is being drawn"),
    ("Left", "Move the selection a little; also Right, Up, Down"),
    ("Shift+Left", "Move the selection by a step of the grid"),
    ("Ctrl+Down", "Select the next node along an edge; Ctrl+Up the one before"),
    ("Ctrl+Right", "Select the node beside; also Ctrl+Left"),
    ("Ctrl+Shift+Down", "Add the next node to the selection; so with all four"),
    ("Space", "Hold it and drag to move the view"),
)
"""Key and what it does."""

GESTURES = (
    ("Double-click", "Search a layer and place it there; open a submodel"),
    ("Drag", "Select with a rubber band; move nodes"),
    ("Shift+Click", "Select one more, or one less"),
    ("Drag from a port", "Draw an edge; let go on empty canvas to search a layer"),
    ("Drag an edge's end", "Connect it elsewhere"),
    ("Drop on an edge", "Put a layer of the palette, or a free node, into it"),
    ("Alt+Shift+Drag", "Cut the edges that are crossed"),
    ("Drag a frame's title", "Move the frame and the nodes in it"),
    ("Drag a frame's corner", "Make a frame or note larger or smaller"),
    ("Double-click a frame's title", "Write another one; also in a note"),
    ("Wheel", "Zoom at the cursor"),
    ("Middle button", "Move the view; also Alt or Space and drag"),
    ("Right button", "What can be done here"),
)
"""Gesture and what it does."""
