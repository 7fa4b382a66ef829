"""The same examples for a test on every run, whatever else has been run before it.

Hypothesis draws now and then a constant of the project's own code: of the modules that happen to be
loaded by then. Those are others in each process of a run, and others again where a test that has
failed is run alone: it passes there, and nobody finds what was wrong.
"""

from hypothesis.internal.conjecture.providers import HypothesisProvider
from hypothesis.internal.constants_ast import Constants


def share() -> None:
    """Have no test draw constants of modules from now on."""
    # There is no setting for it; tests/house/test_steady_examples.py fails once this is in vain.
    setattr(HypothesisProvider, "_local_constants", Constants())  # noqa: B010
