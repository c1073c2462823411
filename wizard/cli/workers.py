"""Pieces of work that this program does in processes of its own; nobody types these commands."""

from wizard import places


def _judge() -> int:
    from wizard import library
    from wizard.dossier.worker import run_worker

    return run_worker(library.shipped_texts(places.questionnaires()))


def _compare() -> int:
    from wizard.dossier.comparing import run_worker

    return run_worker()


def _compare_records() -> int:
    from wizard.dossier.two_records import run_worker

    return run_worker()


def _token() -> int:
    from wizard.signing.token_work import run_worker

    return run_worker()


WORKERS = {
    "judge-worker": _judge,
    "compare-worker": _compare,
    "records-worker": _compare_records,
    "token-worker": _token,
}
