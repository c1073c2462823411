"""Nothing or a workspace's path goes in; the window runs until it is closed, and an exit code comes out."""


def run(workspace: str | None = None) -> int:
    """Open the window on a workspace; the default one when none is named. Needs a screen."""
    from wizard.ui.start import start

    return start(workspace)
