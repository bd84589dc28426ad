"""Only what is planned is moved or cancelled, and nothing leads out of signed or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import rearranging, signing
from supervision.domain.kinds import OF_TWO, Kind, took_place
from supervision.domain.rearranging import Reason
from supervision.domain.refusals import Refused
from supervision.domain.signing import NotAllowed, SessionState

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
PARTIES = ("callum", "morag")
Step = Callable[[SessionState], SessionState]


def _signed_by(state: SessionState, already: frozenset[str]) -> SessionState:
    if not signing.can_sign(state):
        raise NotAllowed("not now")
    (party,) = set(PARTIES) - already
    return signing.after_signature(already, party, PARTIES).state


STEPS: dict[str, Step] = {
    "edit": lambda state: signing.after_edit(state).state,
    "share": signing.after_share,
    "sign last": lambda state: _signed_by(state, frozenset({"callum"})),
    "cancel": rearranging.after_cancelling,
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_no_path_leads_out_of_signed_and_cancelled_comes_from_planned_alone(
    path: list[str],
) -> None:
    state = SessionState.PLANNED
    for name in path:
        try:
            after = STEPS[name](state)
        except NotAllowed:
            continue
        assert state not in (SessionState.SIGNED, SessionState.CANCELLED)
        if after is SessionState.CANCELLED:
            assert (state, name) == (SessionState.PLANNED, "cancel")
        state = after


@pytest.mark.parametrize("state", list(SessionState))
def test_from_each_state(state: SessionState) -> None:
    planned = state is SessionState.PLANNED
    assert rearranging.can_rearrange(state) is planned
    if planned:
        assert rearranging.after_cancelling(state) is SessionState.CANCELLED
        return
    with pytest.raises(NotAllowed):
        rearranging.after_cancelling(state)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_session_moves_to_another_time_that_is_still_to_come(before: int, after: int) -> None:
    was, new = NOW + timedelta(hours=before), NOW + timedelta(hours=after)
    if after >= 0 and after != before:
        assert rearranging.new_time(was, new, NOW) == new
        return
    with pytest.raises(Refused) as refused:
        rearranging.new_time(was, new, NOW)
    assert set(refused.value.problems) == {"date"}


def test_a_reason_is_one_of_a_few() -> None:
    assert {rearranging.reason(one.value) for one in Reason} == set(Reason)
    for given_ in ("", None, "weather"):
        with pytest.raises(Refused):
            rearranging.reason(given_)
    assert all(one.label and one.because and len(one.value) <= 20 for one in Reason)


def test_every_kind_says_what_it_is_for() -> None:
    assert all(kind.label and kind.explanation for kind in Kind)
    assert set(Kind) - set(OF_TWO) == {Kind.GROUP, Kind.PEER}
    assert len({kind.label for kind in Kind}) == len(Kind)
    for kind in Kind:
        assert took_place(kind, begun=True) is (kind is Kind.AD_HOC)
        assert not took_place(kind, begun=False)
