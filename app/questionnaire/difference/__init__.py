"""What differs between two versions of a workbook, question by question and rule by rule."""
