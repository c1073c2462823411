"""A slow function and the window in; its result out, as long as the workspace that it was begun over is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wizard.ui import banners, jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.errors import UserError
    from wizard.ui.window import Window


def work(
    window: Window,
    function: Callable[..., Any],
    done: Callable[[Any], None],
    failed: Callable[[UserError], None],
    progress: Callable[[Any], None] | None = None,
) -> None:
    """Run a function on another thread. What comes after another workspace was opened is not meant for that one."""
    workspace = window.workspace

    def finish(result: object) -> None:
        if window.workspace is workspace:
            done(result)

    def fail(error: UserError) -> None:
        if window.workspace is workspace:
            failed(error)
        elif not hasattr(error, "backup"):  # damage is found again where that file is opened again
            banners.show_refusal(window, error)

    window.after_first_picture(lambda: jobs.start(function, finish, fail, progress))
