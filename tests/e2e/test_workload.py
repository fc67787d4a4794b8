"""What is measured is what the office accepts: a workload that waits for a senior would measure something else."""

import pytest

from bench.workload import ME, PER_CASE, Writer
from casework.records.check import check_new


@pytest.mark.parametrize("number", range(len(PER_CASE)))
def test_every_record_of_the_workload_is_whole(number: int) -> None:
    kind, _, size = PER_CASE[number]
    planned = Writer(1).record(0, kind, size)
    values = {
        name: "0199aaaa-0000-7000-8000-000000000001" if value == ME else value for name, value in planned.values.items()
    }
    assert check_new(planned.kind, values) == []
