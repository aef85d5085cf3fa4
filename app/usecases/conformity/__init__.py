"""The conformity papers: register, impact assessment, file."""
