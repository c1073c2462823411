"""Arguments -> the command line; none -> the window."""

import sys


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    if len(sys.argv) > 1 and not (len(sys.argv) == 3 and sys.argv[1] == "--workspace"):
        from wizard import cli

        return cli.main(sys.argv[1:])
    from wizard import ui

    return ui.run(sys.argv[2] if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    sys.exit(main())
