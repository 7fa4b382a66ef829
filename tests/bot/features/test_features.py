"""The list of features holds them all."""

import pkgutil

from bot import features
from bot.features import FEATURES


def test_no_feature_is_forgotten() -> None:
    modules = {each.name for each in pkgutil.iter_modules(features.__path__) if not each.ispkg}

    registered = [feature.__name__.removeprefix("bot.features.") for feature in FEATURES]

    assert sorted(registered) == sorted(modules)
