"""What is done for later waits for whoever asks, and not for ever."""

from threading import Event, Thread
from time import monotonic

from scheduling.steps.questions.precedence import Patience, asking

PATIENCE = 10.0


def test_it_goes_on_when_the_answer_is_given() -> None:
    went_on = Event()

    def work() -> None:
        Patience(PATIENCE).give_way()
        went_on.set()

    worker = Thread(target=work)
    with asking():
        worker.start()
        while_asking = went_on.wait(0.05)

    assert went_on.wait(PATIENCE)
    assert not while_asking
    worker.join()


def test_patience_ends_once_for_all_pieces_of_the_work() -> None:
    patience, began = Patience(0.01), monotonic()

    with asking():
        for _ in range(1000):
            patience.give_way()

    assert monotonic() - began < 1000 * 0.01


def test_nobody_is_waited_for_where_nobody_asks() -> None:
    patience, began = Patience(PATIENCE), monotonic()

    patience.give_way()

    assert monotonic() - began < PATIENCE
