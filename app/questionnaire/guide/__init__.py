"""The interpretation guide: decision tables read from the workbook, evaluated in three values."""
