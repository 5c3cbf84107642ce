"""Files on disk that users name: only ordinary ones are read, since they alone have an end."""

from pathlib import Path

from ccsim.errors import UsageError


def size_of(path: Path) -> int:
    """How many bytes a file has.

    Raises:
        UsageError: it cannot be looked at, or is a device or a pipe, which may never end and
            cannot be read twice.
    """
    try:
        size = path.stat().st_size
        if not (path.is_file() or path.is_dir()):
            raise UsageError(f"{path} cannot be read: it is no ordinary file")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    return size


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        UsageError: it cannot be read, or is no ordinary file.
    """
    size_of(path)
    try:
        return path.read_bytes()
    except OSError as error:  # such as a folder, or a file of somebody else
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
