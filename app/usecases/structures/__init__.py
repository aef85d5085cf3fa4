"""Places that help: the list taken in, searched, verified by hand; people led to one of them."""
