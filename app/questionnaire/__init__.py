"""The questionnaire: a workbook in, an interview and an explained diagnosis out."""
