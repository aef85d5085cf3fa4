"""What the pages of acts without a record share."""
