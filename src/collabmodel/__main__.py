"""``python -m collabmodel``: the same as the command ``collabmodel``."""

import sys

from collabmodel.cli import main

sys.exit(main())
