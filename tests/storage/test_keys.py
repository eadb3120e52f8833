"""API keys: what is kept of them, what opens with them, and when they end; on both engines."""

from datetime import date

import pytest

from app.domain.keys import ApiKey, Scope, make_key, parts_of
from app.errors import InputError, NotFoundError
from app.storage.database import Database
from app.storage.keys import add_key, find_key, list_keys, note_use, revoke_key
from app.storage.replies import KEPT_SECONDS, Reply, drop_stale, find_reply, is_any_stale, keep_reply
from tests.dumps import rows_of

TODAY = date(2026, 11, 24)


def made(name: str = "feeder", scope: Scope = Scope.INGEST, expires: date | None = None) -> tuple[ApiKey, str]:
    return make_key(name, scope, TODAY, expires)


def test_what_is_kept_opens_nothing_and_tells_nothing(database: Database) -> None:
    key, sent = made()
    with database.writing() as session:
        add_key(session, key)
    prefix, secret = parts_of(sent) or ("", "")

    assert (prefix, len(secret)) == (key.prefix, 43)
    assert key.opens(secret)
    assert not key.opens(secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    assert secret not in str(rows_of(database))
    with database.reading() as session:
        assert find_key(session, prefix) == key
        assert find_key(session, "0" * 12) is None


def test_no_two_keys_are_alike() -> None:
    assert len({made()[1] for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "sent", ["", "propos_", "propos_0123456789ab_x", "propos_0123456789ab_" + "é" * 43, "x" * 9000]
)
def test_what_has_not_the_form_of_a_key(sent: str) -> None:
    assert parts_of(sent) is None


def test_each_scope_may_do_what_those_before_it_may() -> None:
    allowed = {(scope, wanted) for scope in Scope for wanted in Scope if scope.allows(wanted)}

    assert allowed == {
        (Scope.READ, Scope.READ),
        (Scope.INGEST, Scope.READ),
        (Scope.INGEST, Scope.INGEST),
        (Scope.ADMIN, Scope.READ),
        (Scope.ADMIN, Scope.INGEST),
        (Scope.ADMIN, Scope.ADMIN),
    }


def test_a_key_works_through_its_last_day() -> None:
    key, _ = made(expires=TODAY)

    assert key.ended(TODAY) is None
    assert key.ended(date(2026, 11, 25)) == "expired on 2026-11-24"


def test_a_name_is_free_again_when_its_key_is_revoked(database: Database) -> None:
    first, second = made()[0], made()[0]
    with database.writing() as session:
        add_key(session, first)
        with pytest.raises(InputError, match="a key 'feeder' already"):
            add_key(session, second)
        revoke_key(session, "feeder", TODAY)
        add_key(session, second)
        with pytest.raises(NotFoundError, match="propos keys list"):
            revoke_key(session, first.prefix, TODAY)
    with database.reading() as session:
        assert {key.prefix: key.ended(TODAY) for key in list_keys(session)} == {
            first.prefix: "was revoked on 2026-11-24",
            second.prefix: None,
        }


def test_the_last_use_is_a_day(database: Database) -> None:
    key, _ = made()
    with database.writing() as session:
        add_key(session, key)
        note_use(session, [key.prefix, "unknown"], TODAY)
    with database.reading() as session:
        assert [found.last_used for found in list_keys(session)] == [TODAY]


def test_an_answer_is_kept_for_a_day(database: Database) -> None:
    reply = Reply("d", "f", 201, "{}", made=1_000)
    with database.writing() as session:
        keep_reply(session, reply)
        assert find_reply(session, "d", 1_000 + KEPT_SECONDS - 1) == reply
        assert find_reply(session, "d", 1_000 + KEPT_SECONDS) is None
        assert not is_any_stale(session, 1_000 + KEPT_SECONDS - 1)
        assert is_any_stale(session, 1_000 + KEPT_SECONDS)
        drop_stale(session, 1_000 + KEPT_SECONDS)
        assert find_reply(session, "d", 1_000) is None
        keep_reply(session, reply)
        keep_reply(session, Reply("d", "other", 200, "{}", made=2_000))
        assert find_reply(session, "d", 2_000) == Reply("d", "other", 200, "{}", made=2_000)
