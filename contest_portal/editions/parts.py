"""Each app registers how it loads its share of an edition file (form here, rubric in judging).

A share is one table of the file, named by its key. Upper layers register themselves, so that this
layer need not know them.
"""

from collections.abc import Callable

from .models import Edition

Loader = Callable[[Edition, object], None]

_loaders: dict[str, Loader] = {}


def register(key: str, load: Loader) -> None:
    _loaders[key] = load


def load_all(edition: Edition, content: dict) -> None:
    """Hand every registered share of the file to its app. Unknown keys are an error."""
    unknown = content.keys() - _loaders.keys()
    if unknown:
        raise ValueError(f"Nobody knows what to do with: {', '.join(sorted(unknown))}")
    for key, load in _loaders.items():
        if key in content:
            load(edition, content[key])
