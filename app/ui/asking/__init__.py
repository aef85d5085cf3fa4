"""Forms that are values: what is asked, what was answered, what is wrong; editors made once."""
