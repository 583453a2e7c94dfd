"""Who may write what: claims, heartbeats, cancellations and retries in any order, against a model that fits in the head."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from junheng.language import Text
from junheng.web.jobs import lease as leases
from junheng.web.jobs import services
from junheng.web.jobs.lease import MOST_INTERRUPTIONS, Lease, claim
from junheng.web.jobs.models import ENDED, Job, LogLine, State
from junheng.web.jobs.progress import Cancelled, Lost, Progress

pytestmark = pytest.mark.django_db
LEASE = 30
DOING = Text("在做 {n}", "Doing {n}")


@pytest.fixture
def clock(monkeypatch):
    """Time that stands still until it is told to move on."""

    class Clock:
        now = timezone.now()

        def forward(self, seconds):
            self.now += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(leases.timezone, "now", lambda: clock.now)
    return clock


def queued(**values):
    return Job.objects.create(**{"kind": "release", "arguments": {}, "region": "town"} | values)


def test_the_oldest_job_is_claimed_first_and_by_one(clock):
    first, second = queued(), queued()
    assert claim("a", LEASE) == Lease(first.pk, "a", 1)
    assert claim("b", LEASE) == Lease(second.pk, "b", 1)
    assert claim("c", LEASE) is None


def test_a_job_whose_worker_beats_is_left_alone_and_one_that_does_not_is_taken(clock):
    queued()
    mine = claim("a", LEASE)
    for _ in range(5):
        clock.forward(LEASE - 1)
        assert mine.beat(LEASE)
        assert claim("b", LEASE) is None
    clock.forward(LEASE + 1)
    assert claim("b", LEASE) == Lease(mine.job, "b", 2)


def test_whoever_lost_a_job_changes_nothing_any_more(clock):
    job = queued()
    old = claim("a", LEASE)
    clock.forward(LEASE + 1)
    new = claim("a", LEASE)  # the same worker, which slept
    assert new.attempt == 2
    before = Job.objects.filter(pk=job.pk).values().get()
    assert not old.beat(LEASE)
    assert not old.end(State.DONE, result={})
    assert not old.give_back()
    old.interrupted(-9)
    for say in (lambda p: p.set(1, 2, DOING), lambda p: p.log(DOING), lambda p: p.checkpoint(1), lambda p: p.no_return()):
        with pytest.raises(Lost):
            say(Progress(old))
    assert Job.objects.filter(pk=job.pk).values().get() == before
    assert not LogLine.objects.exists()
    assert new.end(State.DONE, result={})


def test_a_checkpoint_forgives_the_interruptions_before_it(clock):
    job = queued()
    for expected in range(2, 8):
        mine = claim("a", LEASE)
        Progress(mine).checkpoint(expected)
        mine.interrupted(-9)
        job.refresh_from_db()
        assert (job.state, job.interruptions, job.checkpoint) == (State.QUEUED, 1, expected)


@pytest.mark.parametrize("how", ["child", "worker"])
def test_a_job_that_never_gets_anywhere_is_given_up(clock, how):
    job = queued()
    for _ in range(MOST_INTERRUPTIONS):
        mine = claim("a", LEASE)
        assert mine
        if how == "child":
            mine.interrupted(-9)
        else:
            clock.forward(LEASE + 1)
    assert claim("a", LEASE) is None
    job.refresh_from_db()
    assert (job.state, job.interruptions) == (State.FAILED, MOST_INTERRUPTIONS)
    assert job.cause == leases.INTERRUPTED


def test_an_abandoned_job_that_was_cancelled_is_not_taken_up(clock, django_user_model):
    job = queued()
    claim("a", LEASE)
    assert services.cancel(job, None)
    clock.forward(LEASE + 1)
    assert claim("b", LEASE) is None
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_cancelling_raises_where_the_job_says_something_next(clock):
    for say in (
        lambda p: p.set(1, 2, DOING),
        lambda p: p.log(DOING),
        lambda p: p.checkpoint(1),
        lambda p: p.no_return(),
        lambda p: p.raise_if_cancelled(),
    ):
        job = queued()
        progress = Progress(claim("a", LEASE))
        progress.raise_if_cancelled()
        assert services.cancel(job, None)
        assert not services.cancel(job, None)
        with pytest.raises(Cancelled):
            say(progress)


def test_past_the_point_of_no_return_nothing_is_cancelled(clock):
    job = queued()
    progress = Progress(claim("a", LEASE))
    progress.no_return()
    assert not services.cancel(job, None)
    progress.set(1, 1, DOING)


def test_the_next_attempt_may_be_cancelled_again(clock):
    job = queued()
    mine = claim("a", LEASE)
    Progress(mine).no_return()
    mine.interrupted(-9)
    claim("a", LEASE)
    assert services.cancel(job, None)


def test_the_pace_is_that_of_this_attempt(clock):
    job = queued()
    progress = Progress(claim("a", LEASE))
    progress.set(7, 20, DOING.format(n=7))
    progress.set(9, 20, DOING.format(n=9))
    job.refresh_from_db()
    assert (job.done, job.done_before, job.total) == (9, 7, 20)
    assert job.message == DOING.format(n=9)


def test_numbers_under_one_message_are_not_all_written_and_the_last_is(clock, django_assert_max_num_queries):
    job = queued()
    progress = Progress(claim("a", LEASE))
    with django_assert_max_num_queries(40):
        for done in range(1001):
            progress.set(done, 1000, DOING)
    job.refresh_from_db()
    assert job.done == 1000


def test_a_retry_begins_anew_and_only_what_ended_without_result_is_retried(clock):
    job = queued()
    assert not services.retry(job)
    mine = claim("a", LEASE)
    Progress(mine).checkpoint([1])
    Progress(mine).set(1, 2, DOING)
    assert not services.retry(job)
    mine.end(State.FAILED, cause=DOING, details="…")
    assert services.retry(job)
    assert not services.retry(job)
    job.refresh_from_db()
    assert (job.state, job.checkpoint, job.cause, job.details, job.done) == (State.QUEUED, None, None, "", None)
    again = claim("b", LEASE)
    assert again.attempt == 2
    again.end(State.DONE, result={})
    assert not services.retry(job)


class Jobs(RuleBasedStateMachine):
    """Three jobs, two workers that may fall asleep, and a person; time moves on by itself."""

    clock = None

    @initialize()
    def start(self):
        Job.objects.all().delete()
        self.leases: list[Lease] = []
        self.ended: dict[int, int] = {}  # job → attempt that ended it, since the last retry
        self.jobs = [queued() for _ in range(3)]

    def job(self, which):
        return Job.objects.get(pk=self.jobs[which].pk)

    @rule(owner=st.sampled_from("ab"))
    def claims(self, owner):
        mine = claim(owner, LEASE)
        if mine:
            assert all(mine.attempt > other.attempt for other in self.leases if other.job == mine.job)
            assert mine.job not in self.ended
            self.leases.append(mine)

    @precondition(lambda self: self.leases)
    @rule(data=st.data(), end=st.sampled_from([State.DONE, State.FAILED]))
    def ends(self, data, end):
        mine = data.draw(st.sampled_from(self.leases))
        if mine.end(end):
            assert mine.job not in self.ended, "ended twice"
            self.ended[mine.job] = mine.attempt

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def beats(self, data):
        mine = data.draw(st.sampled_from(self.leases))
        assert mine.beat(LEASE) == (self.newest(mine) and Job.objects.get(pk=mine.job).state == State.RUNNING)

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def dies(self, data):
        data.draw(st.sampled_from(self.leases)).interrupted(-9)

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def gives_back(self, data):
        data.draw(st.sampled_from(self.leases)).give_back()

    @rule(seconds=st.sampled_from([1, LEASE - 1, LEASE + 1]))
    def waits(self, seconds):
        self.clock.forward(seconds)

    @rule(which=st.integers(0, 2))
    def cancels(self, which):
        services.cancel(self.job(which), None)

    @rule(which=st.integers(0, 2))
    def retries(self, which):
        if services.retry(self.job(which)):
            self.ended.pop(self.jobs[which].pk, None)

    def newest(self, mine):
        return mine.attempt == max(other.attempt for other in self.leases if other.job == mine.job)

    @invariant()
    def nothing_is_lost_and_one_writes(self):
        for job in Job.objects.all():
            writers = {mine for mine in self.leases if mine.job == job.pk and mine.mine().exists()}
            assert len(writers) == (job.state == State.RUNNING)
            assert all(self.newest(mine) for mine in writers)
            assert (job.state in ENDED) == (job.ended_at is not None)
            assert (job.lease_until is not None) == (job.state == State.RUNNING)
            if job.pk in self.ended:
                assert job.state in (State.DONE, State.FAILED)

    def teardown(self):
        """Whatever happened, workers that stay awake bring every job to its end."""
        for _ in range(3 * MOST_INTERRUPTIONS + 3):
            self.clock.forward(LEASE + 1)
            while mine := claim("c", LEASE):
                assert mine.end(State.DONE, result={})
        assert all(job.ended for job in Job.objects.all())


def test_no_order_of_events_loses_a_job_or_ends_it_twice(clock):
    Jobs.clock = clock
    run_state_machine_as_test(
        Jobs, settings=settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    )
