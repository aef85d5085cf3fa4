"""Turn an XLSForm workbook into an XForm."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

from app.questionnaire.form.failures import FormError


def xform_of(workbook: Path) -> str:
    """Return the XForm of a workbook; `pyxform` is imported here, for it takes half a second.

    Its own faults come back in English, with the row; the checker says them in French.

    Raises:
        FormError: the workbook is no XLSForm.
    """
    from pyxform.errors import PyXFormError  # noqa: PLC0415 -- slow, and not for the interview
    from pyxform.xls2xform import convert  # noqa: PLC0415 -- the same

    logging.getLogger("pyxform").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl says of styles it does not know
            converted = convert(str(workbook), validate=False)
    except PyXFormError as fault:
        raise FormError.of(f"le classeur n’est pas un XLSForm correct : {fault}") from fault
    return str(converted.xform)
