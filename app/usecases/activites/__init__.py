"""Acts that open no record: quick helps, workshops, surveys, shuttle sheets. Nobody is named."""
