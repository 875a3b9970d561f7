"""`python -m server.catalogue` writes the generated files; with `--check` it only names those that are out of date."""

import argparse
import sys
from pathlib import Path

from server.catalogue.files import outdated, write

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Write or check; 1 when something is out of date."""
    parser = argparse.ArgumentParser(prog="python -m server.catalogue", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    if not parser.parse_args().check:
        write(ROOT)
        return 0
    old = outdated(ROOT)
    for path in old:
        sys.stderr.write(f"{path} is out of date. Run: python -m server.catalogue\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
