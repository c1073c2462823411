"""Nothing or a workspace's path goes in; the window runs until it is closed, and an exit code comes out."""

import builtins
import gc
import linecache
import sys
from contextlib import suppress

M_TRIM_THRESHOLD, M_TOP_PAD, M_ARENA_MAX = -1, -2, -8
"""Their numbers in malloc.h."""


def run(workspace: str | None = None) -> int:
    """Open the window on a workspace; the default one when none is named. Needs a screen."""
    ready()
    from wizard.ui.start import start

    return start(workspace)


def ready() -> None:
    """Import Qt and give `import` back as it was.

    Qt's bindings wrap it to read the source of every later module, in search of `__feature__`, and keep all they read:
    10 ms and 4 MB for nothing, since nobody here uses it; what they read until then is let go. Garbage is collected by `garbage.Collector`, once Home stands.
    """
    gc.disable()
    _share_one_heap()
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
    linecache.clearcache()


def _share_one_heap() -> None:
    """Let worker threads take memory where the window's does, and give back what is free at its end.

    glibc gives each thread a heap of its own, which it keeps when they rest; and it keeps more of what was freed with
    every large piece that was given back.
    """
    if sys.platform.startswith("linux"):
        import _ctypes  # what ctypes is made of: the whole of it takes 300 KB for three calls

        with suppress(OSError):  # another C library need not have it
            mallopt = _ctypes.dlsym(_ctypes.dlopen(None, 0), "mallopt")  # type: ignore[arg-type]
            for option in ((M_ARENA_MAX, 1), (M_TOP_PAD, 16 * 1024), (M_TRIM_THRESHOLD, 32 * 1024)):
                _ctypes.call_function(mallopt, option)
