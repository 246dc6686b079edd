"""What holds of every rubric and of every description, each law stated once.

A law takes a case and yields a sentence for everything that breaks it; the first line of its docstring is the law. It
chooses nothing by itself: the case supplies the rubric, the descriptions and every choice, so that one statement serves
the tests of this library and ``collabmodel.testing.check_rubric`` alike.
"""

from collabmodel.laws import advice, evidence, population, rule, verdict
from collabmodel.laws.case import Law

RULE: tuple[Law, ...] = (
    rule.the_rule_is_read_as_written,
    rule.gates_are_nested,
    rule.raising_a_level_lowers_nothing,
    rule.a_stage_lies_between_those_of_its_parts,
    rule.the_order_of_declaration_is_irrelevant,
    rule.points_and_quotas_have_no_unit,
    rule.splitting_a_criterion_changes_nothing,
    rule.only_the_order_of_stages_counts,
    rule.nobody_is_ahead_of_what_is_essential,
    rule.not_applicable_is_left_out,
    rule.not_applicable_lies_between_failed_and_met,
)
EVIDENCE: tuple[Law, ...] = (
    evidence.saying_nothing_changes_nothing,
    evidence.better_evidence_lowers_nothing,
    evidence.good_news_lowers_nothing,
    evidence.order_and_sources_are_irrelevant,
    evidence.enough_is_enough,
    evidence.age_takes_weight,
    evidence.only_age_counts_not_the_calendar,
    evidence.the_future_is_not_known,
    evidence.contradicting_facts_are_refused,
)
VERDICT: tuple[Law, ...] = (
    verdict.probabilities_are_probabilities,
    verdict.every_completion_lies_within_the_range,
    verdict.agreeing_evidence_never_widens_the_range,
    verdict.facts_leave_no_doubt_outside_the_range,
    verdict.an_answer_is_expected_to_change_nothing,
    verdict.neighbours_are_irrelevant,
    verdict.why_names_what_settles_the_range,
    verdict.why_not_names_what_is_lacking,
    verdict.why_not_takes_the_likely_for_granted,
    verdict.units_stand_together_as_the_quota_says,
)
ADVICE: tuple[Law, ...] = (
    advice.a_gain_is_what_the_answers_take_away,
    advice.answers_together_say_what_is_known_already,
    advice.only_what_is_open_is_asked,
    advice.what_never_tips_the_scales_tells_nothing,
    advice.supposing_nothing_changes_nothing,
    advice.to_do_is_not_to_see,
    advice.suppositions_add_up,
    advice.supposing_more_lowers_nothing,
    advice.a_plan_leads_there_and_no_part_of_it_does,
    advice.a_plan_can_be_done_as_it_stands,
    advice.no_step_makes_the_target_less_certain,
    advice.what_is_reached_takes_no_plan,
    advice.a_dearer_action_makes_no_plan_cheaper,
    advice.one_more_action_makes_no_plan_dearer,
    advice.better_evidence_makes_no_plan_dearer,
    advice.a_higher_target_takes_no_less,
    advice.a_lower_reading_takes_no_less,
    advice.the_frontier_rises,
)
POPULATION: tuple[Law, ...] = (
    population.a_table_is_its_rows_one_by_one,
    population.other_rows_are_irrelevant,
    population.a_cell_means_the_same_in_every_form,
)
LAWS = RULE + EVIDENCE + VERDICT + ADVICE + POPULATION
