"""Our engine beside the official one, on forms of our own.

`forms` holds tricky forms and what @getodk/xforms-engine 0.22.0 answered to an interview of each,
in the layout of the golden traces: they are compared without Node. Where the official engine is
installed (see `benchmarks.engine_peer`), `python -m tests.questionnaire.official` compares both
live on forms drawn at random, and `--record` writes the traces again.
"""
