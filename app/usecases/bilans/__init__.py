"""Reports to those who commission the work: figures, texts, states, files."""
