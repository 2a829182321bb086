"""`python -m ui`: the window from a source tree."""

import sys

from .app import main

sys.exit(main())
