"""The list of features holds them all."""

import pkgutil
from importlib import import_module

from bot import features
from bot.features import FEATURES


def test_no_feature_is_forgotten() -> None:
    names = (f"bot.features.{each.name}" for each in pkgutil.iter_modules(features.__path__))

    modules = [module for module in map(import_module, names) if hasattr(module, "register")]

    assert sorted(map(str, FEATURES)) == sorted(map(str, modules))
