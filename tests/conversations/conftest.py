"""Files for conversations are sent by the door."""

from tests.files.conftest import counter

__all__ = ["counter"]
