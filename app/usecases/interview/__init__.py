"""An interview from the notice to the papers handed over."""
