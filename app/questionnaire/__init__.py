"""The questionnaire: a workbook in, an interview and an explained diagnosis out."""

import os
from typing import Final

# openpyxl takes lxml wherever it is installed, and lxml expands entities: one who reads a workbook
# from elsewhere must not depend on what else the machine has. To be said before its first import.
_READER: Final = "OPENPYXL_LXML"
os.environ[_READER] = "False"
