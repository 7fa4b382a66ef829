"""The storm over mail, small: nobody is left out, and a second copy is the same in every byte."""

from pathlib import Path

import pytest
from databases import new_database

from campaign.mail_storm import storm


@pytest.mark.both_databases
def test_in_a_storm_over_mail_nothing_is_lost_and_only_the_same_comes_twice(
    tmp_path: Path,
) -> None:
    report = storm(new_database(tmp_path), number=40, crashes=4, seed=3, share=0.04)

    assert report.is_well, report
    assert report.crashes == 4
    assert report.faults >= 10
    assert report.taken >= 40 - report.uncertain
    assert report.doubled
