"""What somebody can do, one module an action. A use case owns its transactions."""
