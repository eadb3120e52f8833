"""A desk in a process of its own that stores request after request, so that tests can kill it: one line each on standard output.

python -m tests.bringing DATABASE_URL REQUESTS
"""

import asyncio
import sys

from app.api.extracting import ExtractionDesk
from app.api.schemas.writing import GivenArticles, articles_of
from app.api.writing import Wanted, WritingDesk
from app.storage.database import Database
from tests.tellers import TELLER, Teller


def wanted(number: int) -> Wanted:
    """Return the request of that number: three articles, of which one is bad and one comes in every request."""
    texts = (f"« Oui {number} », a dit Ada Byron.", "...", "« Non », a dit Paul Valmont.")
    articles = [{"text": text, "id": f"{number}-{place}"} for place, text in enumerate(texts)]
    given = GivenArticles.model_validate({"articles": articles})
    return Wanted(articles_of(given), alone=False, digest=f"request-{number}", fingerprint="")


async def bring(database: Database, requests: int) -> None:
    """Store each request under a key of its own."""
    reading = ExtractionDesk(Teller)
    desk = WritingDesk(database, reading, lambda: TELLER, 1_000_000)
    for number in range(requests):
        await desk.take(wanted(number))
        print(number, flush=True)  # noqa: T201 (the parent counts the lines)
    reading.close()


if __name__ == "__main__":
    asyncio.run(bring(Database.open(sys.argv[1]), int(sys.argv[2])))
