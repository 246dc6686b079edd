"""Packages that not everybody needs: loaded when first used, named with their extra where they are missing."""

import importlib
from typing import Any, TypeAlias

Foreign: TypeAlias = Any
"""A value of such a package, which has no type where the package is missing."""

EXTRA_OF = {
    "dask": "dask",
    "distributed": "dask",
    "matplotlib": "charts",
    "narwhals": "tables",
    "pyarrow": "parquet",
    "tqdm": "progress",
}


def needed(package: str) -> Foreign:
    """A package, or a module of one.

    Raises:
        ImportError: it is missing; the message says what to install.
    """
    name = package.partition(".")[0]
    try:
        importlib.import_module(name)
        return importlib.import_module(package)
    except ImportError:
        wanted = f"'collabmodel[{EXTRA_OF[name]}]'" if name in EXTRA_OF else name
        raise ImportError(f"this needs {name}, which is not installed; pip install {wanted}", name=name) from None
