"""Which tests are of the long suite: `make test` has to end within ten minutes on two cores, `make slow` runs the rest.

A folder or a file; a file with `[postgres` is long on PostgreSQL only, because the embedded database shows the same.
"""

THOUSAND_PLANS = "test_of_a_thousand_plans_nothing_leaks_and_nothing_hints"

LONG = (
    "tests/e2e/test_counts.py",
    "tests/e2e/test_growth.py",
    "tests/accessibility/test_journey.py",
    "tests/accessibility/test_views.py",
    # Every page in the pseudo-language; that what a page says is said is of the quick suite (tests/structure).
    "tests/pseudo/test_pages.py",
    # Every view in it at 200 % text.
    "tests/pseudo/test_clipped.py",
    # That a sentence knows its English, and where each sort stands in English, is of the quick suite.
    "tests/pseudo/test_decided.py",
    # The first hundred of the thousand plans are of the quick suite.
    *(f"tests/casework/test_person_copy.py::{THOUSAND_PLANS}[{first}]" for first in range(100, 1000, 100)),
    # Planning the same import, on five days, and importing other files into an office are of the quick suite.
    "tests/demonstration/test_caseload.py::test_the_caseload_is_imported_without_a_problem",
    "tests/scenarios/test_",
    # That it is offered, shows real things, is declined and stands back from a draft is of the quick suite.
    "tests/desktop/views/tour/test_tour.py::test_escape",
    "tests/desktop/views/tour/test_tour.py::test_going",
    "tests/desktop/views/tour/test_tour.py::test_it_is_whole",
    "tests/desktop/views/tour/test_tour.py::test_locking",
    "tests/desktop/views/tour/test_tour.py::test_the_keyboard",
    "tests/desktop/views/tour/test_tour.py::test_the_offer",
    "tests/simulation/",
    # That it would find what leads nowhere is of the quick suite.
    "tests/structure/test_site.py::test_the_whole",
    # Every paper of an ordinary case is of the quick suite.
    "tests/desktop/services/documents/test_long_paper.py",
    "tests/desktop/services/test_few_reads.py",
    # Ten of them are of the quick suite.
    "tests/desktop/services/subject_access/test_leak.py::test_of_many_files",
    "tests/desktop/services/test_person_copy.py::test_nothing_leaks_into_a_thousand_pdfs",
    # That a file is shown, checked, brought in and undone is of the quick suite.
    "tests/desktop/views/importing/test_import_page.py::test_progress",
    "tests/desktop/views/importing/test_import_page.py::test_the_list",
    "tests/desktop/views/importing/test_import_page.py::test_the_page",
    "tests/desktop/views/importing/test_import_page.py::test_what",
    "tests/desktop/services/importing/test_contacts.py::test_an_import_that_the_laptop_did_not_survive",
    "tests/desktop/services/importing/test_contacts.py::test_what_was_undone",
    # The published tables, stars and lists behind figures are of the quick suite.
    "tests/desktop/services/test_measures.py::test_four",
    # Every module of the program, loaded once more without what is left out of the package.
    "tests/installer/test_spec.py::test_the_program",
    "tests/desktop/views/measures/test_measures_page.py::test_a",
    "tests/desktop/views/measures/test_measures_page.py::test_everything",
    "tests/desktop/views/measures/test_measures_page.py::test_the_period",
    # A process for each situation; tests/desktop/store/test_keystore.py has most of them within one.
    "tests/desktop/store/test_key_store_situation.py",
    "tests/desktop/store/test_altered.py",
    "tests/desktop/store/test_faulty_disk.py",
    "tests/desktop/sync/test_convergence.py",
    "tests/desktop/views/high_risk/test_high_risk_page.py",
    # The whole application a test; the first of them, that nothing leaks, is of the quick suite.
    "tests/desktop/views/showing/test_showing.py::test_a",
    "tests/desktop/views/showing/test_showing.py::test_c",
    "tests/desktop/views/showing/test_showing.py::test_e",
    "tests/desktop/views/showing/test_showing.py::test_m",
    "tests/desktop/views/showing/test_showing.py::test_no_key",
    "tests/desktop/views/showing/test_showing.py::test_nothing_typed",
    "tests/desktop/views/showing/test_showing.py::test_the_copy",
    "tests/desktop/views/showing/test_showing.py::test_what",
    "tests/desktop/views/showing/test_showing.py::test_without",
    # That the signal locks is of the quick suite.
    "tests/desktop/views/shell/test_locking.py::test_an",
    "tests/desktop/views/visiting/test_journey.py",
    # A line written, moved and saved by keyboard is of the quick suite.
    "tests/desktop/views/planning/test_plan_page.py::test_a",
    "tests/desktop/views/planning/test_plan_page.py::test_what",
    # What is shown, saved and refused is of the quick suite.
    "tests/desktop/views/papers/test_papers_page.py::test_a_page",
    "tests/desktop/views/papers/test_papers_page.py::test_it_is_printed",
    "tests/desktop/views/papers/test_papers_page.py::test_only",
    "tests/desktop/views/papers/test_papers_page.py::test_somebody",
    # What published figures come to, and what a committee does not read, is of the quick suite.
    "tests/desktop/views/measures/test_measures_page.py::test_what_is_counted_anew",
    # A kill in one place is of the quick suite, and so is one way of opening every form.
    "tests/desktop/store/test_blob.py::test_a_kill_at_any_point_leaves_all_of_it_or_nothing[half]",
    "tests/desktop/store/test_blob.py::test_a_kill_at_any_point_leaves_all_of_it_or_nothing[rows]",
    "tests/desktop/store/test_blob.py::test_a_kill_at_any_point_leaves_all_of_it_or_nothing[committed]",
    "tests/desktop/views/record/test_form_page.py::test_every_kind_that_is_offered_opens_with_names_for_every_field[True]",
    "tests/casework/measure/report/test_cover.py::test_of_random_packs",
    "tests/casework/test_same_person.py::test_parted_again",
    "tests/server/test_push.py::test_laptops_that_push_at_the_same_moment",
    "tests/server/test_events.py::test_a_laptop_that_comes_again_ends_its_oldest_stream",
    "tests/desktop/views/shell/test_place_keeper.py::test_unlocking_leads_back",
    "tests/desktop/views/shell/test_place_keeper.py::test_a_laptop",
    "tests/desktop/views/shell/test_clipboard_guard.py::test_a_copy",
    "tests/desktop/views/test_screen_reader.py",
    "tests/desktop/views/test_title.py",
    # The table itself is of the quick suite.
    "tests/desktop/views/test_shortcut.py::test_every_key",
    "tests/desktop/views/test_shortcut.py::test_no_two",
    "tests/desktop/views/test_shortcut.py::test_the_help",
    "tests/e2e/journey/",
    "tests/e2e/test_absence.py",
    "tests/e2e/test_restarted.py",
    # Who did not sign in in time is of the quick suite.
    "tests/e2e/test_sign_in_again.py::test_an",
    "tests/e2e/test_sign_in_again.py::test_who_was_told",
    "tests/e2e/test_attachment.py",
    "tests/e2e/test_concern.py",
    "tests/e2e/test_duty_handover.py",
    "tests/e2e/test_ends.py",
    "tests/e2e/test_escalation.py",
    "tests/e2e/test_every_kind.py",
    "tests/e2e/test_exclusion.py",
    "tests/e2e/test_friday.py",
    "tests/e2e/test_keys.py",
    "tests/e2e/test_laptop_audit.py",
    "tests/e2e/test_leaving.py",
    "tests/e2e/test_levels.py",
    "tests/e2e/test_live.py",
    "tests/e2e/test_lock.py",
    "tests/e2e/test_many_laptops.py",
    "tests/e2e/test_not_told.py",
    "tests/e2e/test_quiet_sync.py",
    # That nothing is lost, a kill in the middle and the windows are of the quick suite.
    "tests/e2e/test_recovery.py::test_what_an",
    "tests/e2e/test_recovery.py::test_whose",
    "tests/e2e/test_rejoin.py",
    "tests/e2e/test_ruling.py",
    "tests/e2e/test_sign_in.py",
    "tests/e2e/test_stall.py",
    "tests/e2e/test_sweep.py",
    "tests/e2e/test_tidy.py",
    "tests/e2e/test_tour.py",
    "tests/e2e/test_same_person.py",
    "tests/e2e/test_visit.py",
    "tests/e2e/test_wrong_attachment.py",
    "tests/e2e/test_wrong_file.py",
    "tests/fuzz/",
    "tests/server/importing/test_command.py",
    "tests/server/test_audit.py::test_the_command",
    "tests/server/test_authorisation.py",
    "tests/server/test_breaker.py",
    "tests/server/test_breaker_restore.py",
    "tests/server/test_faulty_disk.py",
    "tests/server/test_leaver.py::test_the_commands",
    "tests/server/test_loss_paper.py::test_the_command",
    "tests/server/test_processes.py",
    "tests/server/test_proof.py::test_of_many",
    "tests/server/test_sealing.py::test_a_dump",
    "tests/server/test_sealing.py::test_the_commands",
    "tests/server/test_server_kill.py",
    "tests/server/test_serving.py::test_an_idle",
    "tests/server/test_sign_in.py::test_the_command",
    "tests/server/test_standing_cost.py",
    "tests/server/test_trick.py",
)

LONG_ON_POSTGRES = (
    "tests/server/test_arrival.py",
    "tests/server/test_audit.py",
    "tests/server/test_audit_file.py",
    "tests/server/test_blob.py",
    "tests/server/test_backup.py",
    "tests/server/test_countersign.py",
    "tests/server/test_cover.py",
    "tests/server/test_earlier.py",
    "tests/server/test_escalation.py",
    "tests/server/test_events.py",
    "tests/server/test_enrol.py",
    "tests/server/test_http.py",
    "tests/server/test_instrument.py",
    "tests/server/test_leaver.py",
    "tests/server/test_limit.py",
    "tests/server/test_lookup.py",
    "tests/server/test_mailbox.py",
    "tests/server/test_misfiling.py",
    "tests/server/test_not_told.py",
    "tests/server/test_overdue.py",
    "tests/server/test_proof.py",
    "tests/server/test_push.py",
    "tests/server/test_restore.py",
    "tests/server/test_retention.py",
    "tests/server/test_ruling.py",
    "tests/server/test_stopping.py",
    "tests/server/test_sync.py",
    "tests/server/test_telling.py",
    "tests/server/test_unsealing.py",
)


def is_long(nodeid: str) -> bool:
    """Whether a test is of the long suite."""
    on_postgres = "[postgres" in nodeid or "-postgres" in nodeid
    return nodeid.startswith(LONG) or (on_postgres and nodeid.startswith(LONG_ON_POSTGRES))
