"""`python -m bots.admin --url ws://127.0.0.1:8080/ws --token-file PATH`"""

import sys

from bots.admin import bot
from bots.kit import run_from_shell

sys.exit(run_from_shell(bot))
