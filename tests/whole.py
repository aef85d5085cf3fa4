"""What the ordinary run leaves out or plays once: CI asks for it (.ci/run).

`PASSERELLE_TEST_WHOLE=1 python3 start.py test` plays the tests of the service on PostgreSQL too,
every screen at 150 % besides 200 %, a thousand schedules of the exchange, and the tests marked
`long`: each takes seconds of a processor and shows, through processes or the window, what quicker
ones hold below, or is one of many alike (every other screen, two example persons in three).
`pytest PATH` plays all of the path: run those of what you touch.
"""

import os
from typing import Final

WHOLE: Final = bool(os.environ.get("PASSERELLE_TEST_WHOLE"))
