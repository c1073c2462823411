"""A key and a text that can be worked out again in; the text, while it is remembered, out.

Lines of the overview (about 600 bytes each) and copies of questionnaires (250,000) lie here. Nothing rests on it: a row that is missing, or is not
what was remembered, is worked out anew, and deleting all rows changes nothing. Its table is called `scores`, after what it held first.
"""

import sqlite3
from collections.abc import Mapping

from wizard.store.chain import fingerprint
from wizard.store.trouble import is_about_the_world

MOST_ROWS = 20_000
MOST_BYTES = 40_000_000
"""Each is enough for 10,000 assessments twice over; what was remembered first makes room."""

_FIND = "SELECT text, hash FROM scores WHERE key = ?"
_KEEP = "INSERT OR REPLACE INTO scores (key, text, hash) VALUES (?, ?, ?)"
_MANY = "DELETE FROM scores WHERE number <= (SELECT max(number) FROM scores) - ?"
_BYTES = "SELECT total(length(CAST(text AS BLOB))) FROM scores"
_LARGE = """DELETE FROM scores WHERE number <= (
    SELECT number FROM (
        SELECT number, sum(length(CAST(text AS BLOB))) OVER (ORDER BY number DESC) AS bytes FROM scores
    ) WHERE bytes > ? ORDER BY number DESC LIMIT 1
)"""


def find(db: sqlite3.Connection, key: str) -> str | None:
    """Give a remembered text; None when there is none, or when it is not what was remembered."""
    try:
        found = db.execute(_FIND, (key,)).fetchone()
    except sqlite3.DatabaseError as error:
        if is_about_the_world(error):
            raise
        return None
    return found[0] if found and fingerprint(key, str(found[0])) == found[1] else None


def keep(db: sqlite3.Connection, texts: Mapping[str, str]) -> None:
    """Remember texts by their keys, and forget the oldest beyond the bounds."""
    db.executemany(_KEEP, [(key, text, fingerprint(key, text)) for key, text in texts.items()])
    db.execute(_MANY, (MOST_ROWS,))
    (held,) = db.execute(_BYTES).fetchone()
    if held > MOST_BYTES:
        db.execute(_LARGE, (MOST_BYTES,))
