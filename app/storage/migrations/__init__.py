"""The schema, release after release. A released migration is never changed."""
