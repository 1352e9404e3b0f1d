"""Texts in the cells of a table."""


def plain_text(text: str) -> str:
    """Returns a text that stays one where a spreadsheet would compute it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
