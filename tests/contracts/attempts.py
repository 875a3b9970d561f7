"""Throttles start afresh between examples."""

import sys
from functools import cache

from server.kernel.throttle import Throttle


def forget_attempts() -> None:
    """Every throttle of the house forgets what it counted."""
    for throttle in throttles():
        throttle.reset()


@cache
def throttles() -> list[Throttle]:
    """All that stand in a module of the server: looked for once, for there are hundreds of modules."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("server.")]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Throttle)]
