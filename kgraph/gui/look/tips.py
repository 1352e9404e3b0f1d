"""Texts that appear while the mouse rests on something."""

from html import escape


def plain_tip(text: str) -> str:
    """Returns a tool tip that shows a text as it is, and breaks long lines.

    Names come from files: one that looks like HTML is no HTML.

    Example:

    >>> plain_tip("a <b>")
    '<p>a &lt;b&gt;</p>'
    """
    return f"<p>{escape(text)}</p>" if text else ""
