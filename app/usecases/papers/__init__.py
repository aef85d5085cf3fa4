"""The papers of every record: made, printed, signed, handed over; one by one or many at once."""
