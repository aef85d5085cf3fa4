"""What the conventions state: values and rules, without window, database, clock or network."""
