"""An event loop in a thread of its own, for those who live without one."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

SECONDS = 60.0


class LoopThread:
    """Runs an event loop beside the caller's thread until it is stopped."""

    def __init__(self, *, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run something on the loop and wait for its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=SECONDS)

    def ask(self, question: Callable[[], Result]) -> Result:
        """Call a function on the loop, where nothing else runs meanwhile, and give its result."""

        async def asked() -> Result:
            return question()

        return self.run(asked())

    def stop(self) -> None:
        """End the loop and the thread; what still runs on it is cancelled."""
        self.run(self._cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=SECONDS)
        self._loop.close()

    async def _cancel_all(self) -> None:
        # This one is itself among them, and would wait for its own end.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
