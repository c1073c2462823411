"""An open workspace's path goes in; whether it still leads to that very file, unwritten by others, comes out."""

import os
from pathlib import Path

_HEAD = 100  # SQLite's header: version of the file, pages, change counter


class Watch:
    """Watches one file. It holds the file open until the end: closing any handle would drop SQLite's own locks."""

    def __init__(self, path: Path) -> None:
        """Begin to watch the file that now has this path."""
        self._path = path
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._head = self._read()

    def remember(self) -> None:
        """Take the file as it is now for ours: we have just written it. Where it cannot be read, only its place is watched."""
        try:
            self._head = self._read()
        except OSError:
            self.forget()

    def forget(self) -> None:
        """Watch only the file's place until `remember`: SQLite will yet take back what a failed write left in it."""
        self._head = b""

    def is_lost(self) -> bool:
        """Tell whether the file was replaced, moved, deleted or written over by another program."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return True
        if not os.path.samestat(found, os.fstat(self._handle)):
            return True
        return self._head not in (b"", self._read())

    def close(self) -> None:
        """Stop watching, after SQLite has closed the file."""
        os.close(self._handle)

    def _read(self) -> bytes:
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, _HEAD)
