"""Nothing or a workspace's path goes in; the window runs until it is closed, and an exit code comes out."""

import gc


def run(workspace: str | None = None) -> int:
    """Open the window on a workspace; the default one when none is named. Needs a screen."""
    ready()
    from wizard.ui.start import start

    return start(workspace)


def ready() -> None:
    """Import what does not need Qt first: Qt's bindings read the source of every module that comes after them.

    Until the first picture nothing is thrown away, so looking for garbage would only cost time.
    """
    gc.disable()
    import wizard.core.hull
    import wizard.store  # noqa: F401
