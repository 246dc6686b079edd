"""How generated examples are drawn: no time limits, and the same examples in every run of continuous integration."""

import os

from hypothesis import HealthCheck, settings

RUBRICS_ARE_LARGE = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("default", deadline=None, max_examples=50, suppress_health_check=RUBRICS_ARE_LARGE)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")
