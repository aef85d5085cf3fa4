"""What the ordinary run plays once and the whole run again: CI asks for it (.ci/run).

`PASSERELLE_TEST_WHOLE=1 python3 start.py test` plays the tests of the service on PostgreSQL too,
every screen at 150 % besides 200 %, and a thousand schedules of the exchange.
"""

import os
from typing import Final

WHOLE: Final = bool(os.environ.get("PASSERELLE_TEST_WHOLE"))
