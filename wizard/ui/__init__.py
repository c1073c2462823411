"""Nothing or a workspace's path goes in; the window runs until it is closed, and an exit code comes out."""

import builtins
import gc


def run(workspace: str | None = None) -> int:
    """Open the window on a workspace; the default one when none is named. Needs a screen."""
    ready()
    from wizard.ui.start import start

    return start(workspace)


def ready() -> None:
    """Import Qt and give `import` back as it was.

    Qt's bindings wrap it to read the source of every later module, in search of `__feature__`, and keep all they read:
    10 ms and 4 MB for nothing, since nobody here uses it. Garbage is collected by `garbage.Collector`, once Home stands.
    """
    gc.disable()
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
