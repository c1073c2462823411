"""Nothing or a workspace's path goes in; the window runs until it is closed, and an exit code comes out."""

import builtins
import gc
import linecache
import sys

M_ARENA_MAX = -8
"""Its number in malloc.h."""


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
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
    linecache.clearcache()
    _share_one_heap()


def _share_one_heap() -> None:
    """Let worker threads take memory where the window's does: glibc gives each its own, which it keeps when they rest."""
    if sys.platform.startswith("linux"):
        import ctypes

        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(M_ARENA_MAX, 1)
