"""Turn an XLSForm workbook into an XForm."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from app.questionnaire.form.failures import FormError
from app.questionnaire.form.placeholders import without_placeholders

if TYPE_CHECKING:
    from pathlib import Path


def xform_of(workbook: Path | bytes) -> str:
    """Return the XForm of a workbook: a file, or the bytes of an .xlsx.

    `pyxform` is imported here, for it takes half a second.

    Its own faults come back in English, with the row; the checker says them in French.

    Raises:
        FormError: the workbook is no XLSForm.
    """
    from pyxform import xls2xform  # noqa: PLC0415 -- the same
    from pyxform.errors import PyXFormError  # noqa: PLC0415 -- slow, and not for the interview

    logging.getLogger("pyxform").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl says of styles it does not know
            given, kind = _given(workbook)
            converted = xls2xform.convert(given, validate=False, file_type=kind)  # pyright: ignore[reportUnknownMemberType] -- pyxform annotates with a bare dict
    except PyXFormError as fault:
        raise FormError.of(f"le classeur n’est pas un XLSForm correct : {fault}") from fault
    return without_placeholders(str(converted.xform))


def _given(workbook: Path | bytes) -> tuple[str | BytesIO, str | None]:
    """Return what pyxform takes, and the format where no name tells it."""
    if isinstance(workbook, bytes):
        return BytesIO(workbook), ".xlsx"
    return str(workbook), None
