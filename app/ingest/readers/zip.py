"""ZIP: what it holds is read as files of a folder would be; `day.zip!/a.txt` is the path of each.

Files whose names no reader knows and hidden ones are passed over, as in folders. Refused are archives in the archive,
encrypted files, names that lead out of it, and files that expand too far.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from app.domain.documents import Rejected
from app.errors import DocumentError
from app.ingest.opening import FLOOR_BYTES, MOST_RATIO, Meter
from app.ingest.reader import WITHIN, Reader, Source
from app.ingest.seekable import seekable

_ENCRYPTED = 0x1
_MOST_FILES = 1_000_000


def read(source: Source) -> Iterator[Source | Rejected]:
    """Yield what `source` holds, in the order of the names.

    Raises:
        DocumentError: it is no ZIP archive, or a broken one.
        TooLargeError: the archive or what is unpacked of it is over its limit.
    """
    with seekable(source) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise DocumentError(f"not a ZIP archive that can be read ({error}): pack it again") from error
        with archive:
            found = sorted(archive.infolist(), key=lambda info: info.filename)
            if len(found) > _MOST_FILES:
                raise DocumentError(f"{len(found):,} files in one archive: split it")
            for info in found:
                if not info.is_dir() and not _hidden(info.filename):
                    yield from _held(archive, info, source)


def _held(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> Iterator[Source | Rejected]:
    path = f"{source.path}{WITHIN}{_shown(info.filename)}"
    reason = _refusal(info)
    if reason is not None:
        yield Rejected(path, None, reason)
        return
    try:
        with archive.open(info) as member:
            limit = max(FLOOR_BYTES, MOST_RATIO * info.compress_size)
            stream = io.BufferedReader(Meter(member.read, lambda: limit), 1 << 16)
            yield Source(path, stream, source.max_bytes, source.encoding)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        yield Rejected(path, None, f"cannot be unpacked ({error}): pack it again")


def _refusal(info: zipfile.ZipInfo) -> str | None:
    name = PurePosixPath(info.filename)
    if name.is_absolute() or ".." in name.parts:
        return "a name that leads out of the archive: pack it again with names inside"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted: unpack it with its password"
    return None


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)


def _shown(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


READER = Reader(name="zip", suffixes=(".zip",), read=read, holds=True)
