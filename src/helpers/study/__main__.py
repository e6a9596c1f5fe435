"""Pass an old call on: ``python -m helpers.study check`` does what ``python -m helpers check`` does, and says so."""

import sys

from helpers.__main__ import main

if __name__ == "__main__":
    print("python -m helpers.study is now python -m helpers", file=sys.stderr)
    sys.exit(main())
