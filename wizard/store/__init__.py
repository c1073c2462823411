"""A path goes in, a workspace comes out: assessments and an append-only log of answers in one SQLite file.

One workspace is one SQLite file. Beside it lie, named after it: `NAME.lock` while a window has it open,
`NAME.backups/` (the five newest, each verified) and `NAME.evidence/` (attached files by their SHA-256).

Evidence lies beside the file and not in it: an attachment may be a gigabyte, and inside it would be read into memory,
written twice (journal) and once more into each of five backups. Beside the file it is streamed, synced and renamed once.

Opening, reading and recording use sqlite3 alone, because they happen before the first window is painted and
sqlite_utils costs 41 ms to import. What happens later and moves many rows (new assessments, copies, migrations, the
dump for inspection) goes through sqlite_utils, imported on first use and with its plug-ins off. The tables are made
from DDL written out in `schema`, since opening compares them to the letter.
"""

from wizard.store.backup import restore
from wizard.store.chain import LogRow
from wizard.store.opening import open_workspace
from wizard.store.rows import Row
from wizard.store.schema import Shape
from wizard.store.trouble import DamagedError, InUseError
from wizard.store.workspace import Workspace

__all__ = [
    "DamagedError",
    "InUseError",
    "LogRow",
    "Row",
    "Shape",
    "Workspace",
    "open_workspace",
    "restore",
]
