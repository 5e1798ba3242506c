"""The states of a story and every way from one to another: one table."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import State, Visibility


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: from where, to where, under which name, and what it asks for."""

    name: str
    sources: frozenset[State]
    target: State
    action: str
    """The action that policy.can() is asked about."""
    visibility: Visibility | None = None
    """What readers see afterwards; None leaves it as it is."""
    needs_reason: bool = False
    needs_checks: bool = False
    needs_time: bool = False


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


WORKING = (State.DRAFT, State.IN_PROGRESS, State.IN_REVIEW)

TRANSITIONS = (
    Transition("start", _from(State.DRAFT), State.IN_PROGRESS, "edit"),
    Transition("submit", _from(State.DRAFT, State.IN_PROGRESS), State.IN_REVIEW, "edit"),
    Transition("send_back", _from(State.IN_REVIEW), State.IN_PROGRESS, "review"),
    Transition("release", _from(State.HELD), State.DRAFT, "review"),
    Transition("hold", _from(*WORKING), State.HELD, "review", needs_reason=True),
    Transition(
        "publish",
        _from(*WORKING, State.SCHEDULED, State.HELD, State.ARCHIVED),
        State.PUBLISHED,
        "publish",
        Visibility.PUBLIC,
        needs_checks=True,
    ),
    Transition(
        "schedule",
        _from(*WORKING, State.SCHEDULED),
        State.SCHEDULED,
        "publish",
        Visibility.PUBLIC,
        needs_checks=True,
        needs_time=True,
    ),
    Transition("unschedule", _from(State.SCHEDULED), State.IN_REVIEW, "publish", Visibility.HIDDEN),
    Transition(
        "unpublish",
        _from(State.PUBLISHED),
        State.IN_PROGRESS,
        "withdraw",
        Visibility.HIDDEN,
        needs_reason=True,
    ),
    Transition(
        "withdraw",
        _from(*(state for state in State if state != State.WITHDRAWN)),
        State.WITHDRAWN,
        "withdraw",
        Visibility.WITHDRAWN,
        needs_reason=True,
    ),
    Transition(
        "reinstate",
        _from(State.WITHDRAWN),
        State.DRAFT,
        "withdraw",
        Visibility.HIDDEN,
        needs_reason=True,
    ),
    Transition("archive", _from(*WORKING, State.HELD), State.ARCHIVED, "edit", Visibility.HIDDEN),
    Transition("reopen", _from(State.ARCHIVED), State.DRAFT, "edit"),
)

BY_NAME = {transition.name: transition for transition in TRANSITIONS}


def transitions_from(state: str) -> list[Transition]:
    """The arrows that leave a state, in the table's order."""
    return [transition for transition in TRANSITIONS if state in transition.sources]
