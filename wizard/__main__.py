"""Arguments -> the command line; none -> the window."""

import gc
import signal
import sys

STOPPED = 130
RARELY = 20_000
"""Objects made before garbage is looked for. What a command reads lives as long as it; to look through it took a fifth of a seal."""


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    try:
        code = _face(sys.argv[1:])
    except KeyboardInterrupt:  # while the face itself was being read
        code = STOPPED
    # All is done and told; Python would tell of its own end in a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


def _face(arguments: list[str]) -> int:
    if arguments and not (len(arguments) == 2 and arguments[0] == "--workspace"):
        gc.set_threshold(RARELY)
        from wizard import cli

        return cli.main(arguments)
    from wizard import ui

    return ui.run(arguments[1] if arguments else None)


if __name__ == "__main__":
    sys.exit(main())
