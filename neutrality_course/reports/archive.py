"""Zip files that are the same for the same content."""

import io
from collections.abc import Iterable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .report import WIB

UNIX = 3


def zip_file(
    members: Iterable[tuple[str, bytes]], moment: datetime, stored: frozenset[str] = frozenset()
) -> bytes:
    """The members in their order, all of them as old as `moment`; those named in `stored` uncompressed."""
    date = moment.astimezone(WIB).timetuple()[:6]
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, data in members:
            info = ZipInfo(name, date)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            info.create_system = UNIX
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return file.getvalue()
