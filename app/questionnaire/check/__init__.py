"""The checker: everything wrong with a workbook, in French, with sheet, cell and correction."""
