"""What the pages of records share: their words, facts in two columns, parts that fold."""
