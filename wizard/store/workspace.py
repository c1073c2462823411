"""An open workspace: answers go in and are on disk when the call returns; assessments, answers and log rows come out."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from time import sleep
from typing import Any

from wizard.core.assessment import Answer
from wizard.core.questionnaire import Texts
from wizard.errors import UserError
from wizard.store import cache, chain, checking, evidence, rows, schema
from wizard.store.backup import back_up, backups, copy_to, damaged
from wizard.store.chain import LogRow, canonical, fingerprint
from wizard.store.files import Paths, free_name, put_in_place, sweep
from wizard.store.lock import Lock
from wizard.store.rows import Row
from wizard.store.trouble import WRONG_INSIDE, UnsoundError, is_about_the_world, told
from wizard.store.watch import Watch


class Workspace:
    """One open workspace. Every method raises UserError where the world refuses; nothing is ever half written.

    Threads may share it: one is let in at a time.
    """

    def __init__(
        self, paths: Paths, connection: sqlite3.Connection, held: Lock, shape: schema.Shape, version: int
    ) -> None:
        """Take over an open connection and a held lock; `version` is the one that the file has."""
        self.path = paths.workspace
        self._paths = paths
        self._db = connection
        self._lock = held
        self._shape = shape
        self._version = version
        self._watch = Watch(paths.workspace)
        self._turn = RLock()
        self._checking = RLock()  # taken before `_turn`, never inside it
        self._keeping = RLock()
        self._checked = False
        self._refusal = ""

    @property
    def is_current(self) -> bool:
        """Tell whether the file has this program's format, or waits for its migration in `check`."""
        return self._version == self._shape.version

    # -- looking ---------------------------------------------------------------------------------------------------

    def assessments(self) -> tuple[Row, ...]:
        """List all assessments in the order in which they were made."""
        with self._reading() as db:
            found = db.execute(rows.ASSESSMENTS).fetchall()
        return tuple(rows.row(columns) for columns in found)

    def assessment(self, assessment_id: str) -> Row:
        """Give one assessment. Raises KeyError."""
        with self._reading() as db:
            return rows.find(db, assessment_id)

    def texts(self, assessment_id: str) -> Texts:
        """Give the texts of the questionnaire that an assessment answers: file name and text, in order."""
        name = self.assessment(assessment_id).questionnaire
        with self._reading() as db:
            (texts,) = db.execute("SELECT texts FROM questionnaires WHERE digest = ?", (name,)).fetchone()
        return tuple((name, text) for name, text in json.loads(texts))

    def answers(self, assessment_id: str) -> dict[str, Answer]:
        """Give what stands: the newest answer to each question, in the order in which they were given."""
        found = self._rows(rows.NEWEST, assessment_id)
        try:
            return {row.question: row.answer for row in found}
        except (TypeError, ValueError, AttributeError) as error:
            raise self._unreadable() from error

    def log(self, assessment_id: str) -> tuple[LogRow, ...]:
        """Give every recorded answer of an assessment, oldest first."""
        return self._rows(rows.ALL, assessment_id)

    def head(self, assessment_id: str) -> tuple[str, int]:
        """Give the hash of an assessment's newest log row ("" without any) and how many rows it has."""
        row = self.assessment(assessment_id)
        return row.head, row.entries

    def _rows(self, query: str, assessment_id: str) -> tuple[LogRow, ...]:
        with self._reading() as db:
            found = db.execute(query, (assessment_id,)).fetchall()
        try:
            return tuple(chain.read(columns) for columns in found)
        except (TypeError, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> UserError:
        return damaged(self._paths, f'"{self.path.name}" holds an answer that cannot be read', self._shape)

    # -- assessments -----------------------------------------------------------------------------------------------

    def create(self, assessment_id: str, texts: Texts, at: str) -> None:
        """Make an assessment that answers these texts; they are kept with it, by their digest."""
        with self._writing() as db:
            rows.add(db, assessment_id, rows.keep_texts(db, texts), at)

    def copy(self, assessment_id: str, new_id: str, at: str, texts: Texts | None = None) -> None:
        """Make an assessment with what stands in another, never its seal; `texts` carries it to another questionnaire."""
        with self._writing() as db:
            source = rows.find(db, assessment_id)
            rows.add(db, new_id, source.questionnaire if texts is None else rows.keep_texts(db, texts), at)
            rows.append(db, new_id, rows.standing(db, assessment_id), at)

    def mark_sealed(self, assessment_id: str, at: str, file_sha256: str) -> None:
        """Back up the workspace and remember that an assessment was sealed into the PDF with this SHA-256."""
        self.backup("sealing")
        with self._writing() as db:
            rows.change(db, replace(rows.find(db, assessment_id), sealed=at, sealed_sha256=file_sha256))

    def mark_archived(self, assessment_id: str, archived: bool) -> None:  # noqa: FBT001 - a state, not a switch
        """Put an assessment away, or bring it back."""
        with self._writing() as db:
            rows.change(db, replace(rows.find(db, assessment_id), archived=archived))

    def record(self, assessment_id: str, question: str, answer: Answer) -> None:
        """Append one answer to the log. When this returns, a power cut does not lose it."""
        with self._writing() as db:
            if rows.find(db, assessment_id).sealed:
                raise UserError("This assessment is sealed and cannot change.", "Duplicate it and go on in the copy.")
            rows.append(db, assessment_id, [(question, *chain.stored(answer))], answer.at)

    # -- evidence --------------------------------------------------------------------------------------------------

    def keep(self, data: bytes | Path) -> tuple[str, int]:
        """Keep evidence by its content: give SHA-256 in hex and size. A file is read piece by piece."""
        source = data if isinstance(data, Path) else self._paths.evidence
        with self._keeping, told(source):
            with self._turn:
                self._refuse_if_lost()
            return evidence.keep(self._paths.evidence, data)

    def blob(self, sha256: str) -> bytes:
        """Give kept evidence. Raises UserError where it is missing or no longer what was kept."""
        with told(self._paths.evidence):
            return evidence.read(self._paths.evidence, sha256)

    def blob_problem(self, sha256: str) -> str:
        """Say in a sentence why kept evidence cannot be sealed; empty when its bytes are what they were."""
        with told(self._paths.evidence):
            return evidence.problem(self._paths.evidence, sha256)

    # -- settings and the cache ------------------------------------------------------------------------------------

    def setting(self, key: str, default: str = "") -> str:
        """Give a setting of this workspace."""
        with self._reading() as db:
            found = db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(json.loads(found[0])) if found else default

    def settings(self, beginning: str) -> dict[str, str]:
        """Give the settings whose keys begin so, by what follows in the key."""
        with self._reading() as db:
            query = "SELECT key, value FROM settings WHERE substr(key, 1, ?) = ?"
            found = db.execute(query, (len(beginning), beginning)).fetchall()
        return {key[len(beginning) :]: str(json.loads(value)) for key, value in found}

    def set_setting(self, key: str, value: str) -> None:
        """Remember a setting of this workspace."""
        text = canonical(value)
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", (key, text, fingerprint(key, text)))

    def cached(self, key: str) -> str | None:
        """Give a text that was remembered; None when there is none, or when it is not what was remembered."""
        with self._reading() as db:
            return cache.find(db, key)

    def cache(self, texts: dict[str, str]) -> None:
        """Remember texts, which can be worked out again, in one transaction. Where the world refuses, nothing is remembered and nobody need know."""
        if not self._checked:
            return
        with suppress(UserError), self._writing() as db:
            cache.keep(db, texts)

    # -- trust -----------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check the whole file, bring an older one up to date, back up after an unclean exit. Raises DamagedError.

        Made for a thread of its own: between its pieces other threads read.
        """
        with self._checking, told(self.path):
            try:
                with self._turn:
                    self._refuse_if_closed()
                    self._migrate()
                self._check_in_turns()
            except WRONG_INSIDE as error:
                if is_about_the_world(error):
                    raise
                raise damaged(self._paths, f'"{self.path.name}" cannot be trusted: {error}', self._shape) from error
            with self._turn:
                self._refuse_if_closed()
                self._settle()

    def _check_in_turns(self) -> None:
        pieces = checking.pieces(self._db, self._shape)
        more = True
        while more:
            with self._turn:
                self._refuse_if_closed()
                more = next(pieces, False) is None
            sleep(0.0002)  # a thread that waits is otherwise passed over again and again

    def _settle(self) -> None:
        self._db.execute("PRAGMA journal_mode=DELETE")
        self._watch.remember()
        if not self._checked:
            sweep(self._paths)
        if self._lock.stale and not self._checked:
            back_up(self._db, self._paths, "unclean exit", self._shape)
        self._checked = True

    def _migrate(self) -> None:
        if self.is_current:
            return
        checking.check_pages(self._db)
        back_up(self._db, self._paths, "migration", self._shape)
        schema.migrate(self._db, self._shape, self._version)
        self._version = self._shape.version

    def broken_chain(self) -> str:
        """Name the first place where the log or its chain is not what was recorded, in a sentence; empty when all is well."""
        with told(self.path):
            try:
                self._check_in_turns()
            except UnsoundError as error:
                return f'"{self.path.name}" cannot be trusted: {error}.'
            except WRONG_INSIDE as error:
                if is_about_the_world(error):
                    raise
                return f'"{self.path.name}" is damaged: {error}.'
        return ""

    def backup(self, reason: str) -> Path:
        """Make a verified copy, and let the oldest beyond five go. Gives its path."""
        with self._turn, told(self._paths.backups):
            self._refuse_if_lost()
            try:
                return back_up(self._db, self._paths, reason, self._shape)
            except UnsoundError as error:
                raise damaged(self._paths, f'"{self.path.name}" cannot be trusted: {error}', self._shape) from error

    def backups(self) -> tuple[Path, ...]:
        """List the backups, newest first."""
        with told(self._paths.backups):
            return backups(self._paths)

    def dump(self, table: str) -> tuple[dict[str, Any], ...]:
        """Give the rows of one table as they are stored, for inspection and export."""
        from sqlite_utils import Database

        with self._reading() as db:
            return tuple(Database(db, execute_plugins=False).table(table).rows)

    def close(self) -> None:
        """Leave the workspace cleanly; closing twice does nothing."""
        with self._turn:
            if self._refusal == _CLOSED:
                return
            known = self._refusal
            try:
                with told(self.path):
                    self._notice_loss()
            finally:
                lost, self._refusal = self._refusal, _CLOSED
                self._let_go()
            if lost and not known:
                raise UserError(lost, _COMPARE)

    def _let_go(self) -> None:
        with told(self.path):
            try:
                self._db.close()
            finally:
                self._watch.close()
                self._lock.release(clean=self._checked or not self._lock.stale)

    # -- one door for reading, one for writing ---------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn, told(self.path):
            self._refuse_if_closed()
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._be_checked()
        with self._turn, told(self.path):
            self._refuse_if_lost()
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._watch.forget()
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._watch.remember()

    def _be_checked(self) -> None:
        if self._checked:
            return
        with self._turn, told(self.path):
            self._refuse_if_lost()
        with self._checking:
            if not self._checked:
                self.check()

    def _refuse_if_closed(self) -> None:
        if self._refusal == _CLOSED:
            raise UserError(_CLOSED)

    def _refuse_if_lost(self) -> None:
        self._notice_loss()
        if self._refusal:
            raise UserError(self._refusal, "" if self._refusal == _CLOSED else _COMPARE)

    def _notice_loss(self) -> None:
        """Notice a file that was replaced, moved, deleted or written over under us, and keep our version beside it."""
        if self._refusal or not self._watch.is_lost():
            return
        happened = f'Another program replaced or moved "{self.path.name}" while it was open.'
        kept = free_name(self.path, "kept")
        try:
            copy_to(self._db, self._paths.new, self._shape)
        except WRONG_INSIDE as error:
            if is_about_the_world(error):
                raise
            self._refusal = (
                f"{happened} Your version could not be read any more; its backups are in {self._paths.backups.name!r}."
            )
            return
        put_in_place(self._paths.new, kept)
        self._refusal = f'{happened} Your version, with every answer shown as saved, is kept as "{kept.name}".'


_COMPARE = "Close this workspace, compare both files and go on in the right one."
_CLOSED = "This workspace is closed."
