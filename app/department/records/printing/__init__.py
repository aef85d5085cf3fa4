"""Letters that tell decisions: which wait, in which runs they were printed, the file to print."""
