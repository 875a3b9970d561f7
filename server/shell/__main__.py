"""`python -m server.shell` is `akkoord`."""

from server.shell.entry import run

if __name__ == "__main__":
    run()
