"""Files for conversations are sent and fetched by the door."""

from tests.files.conftest import counter

__all__ = ["counter"]
