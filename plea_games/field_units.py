"""The unit of what results call by one name, where it is the same in all of them.

Docstrings state the others, as ``tried : share``.
"""

from collections.abc import Mapping

from .units import Unit

_BY_UNIT: Mapping[Unit, str] = {
    "years": """
        offer sentence process_cost dismissal_cost mean_offer mean_offer_to hidden visible
        price side_payment_exists side_payment_risk_dominant side_payment_dominant dearest
        cheapest payoff_hold_out payoff_plead max_regret gain gain_at_quorum
        all_hold_out_less_all_plead sequence_fails_from costs_prosecutor_from sanction
        visible_offer invisible_offer visible_burden invisible_burden defendant_cost
        sentence_years sentence_years_error transfers sanctions divide_and_conquer
        one_at_a_time outlay most_when_all_hold_out liability willing strike_cost cap_cost
        trial_value surplus bonus fund shortfall payment spent alone signing_cost
        gain_striking_alone gain_if_tried gain_if_not acting_alone office_strikes all_strike
        saved_each_period single_attempt after_failure after_failure_without_carry_over
        payments prosecutor organizer mean regret_bound custody_plea_mean
        custody_plea_median custody_plea_longest custody_trial_mean custody_trial_median
        custody_trial_longest
    """,
    "share": """
        hold_out_probability probability trial_probability trial_chance conviction belief
        tipping_belief share recruited_share committed_share reached_share stake_share
        share_of_trial_cost seed_share spread_out_share concentrated_share trial_rate
        doubling_share tipping_share limit_share mixed_probability trial_rate_range
        enclosure success hold_out missing ever at_most organized carried_over leaving discount
        critical_discount prosecutor_share reliability shrunk backlog_chance
        dismissal_chance price_limit testimony equilibrium_1_probability after_acquittal
        after_conviction
    """,
    "ratio": """
        offer_ratio collective_price laplacian_ratio limit_laplacian top_ratio
        offer_ratio_range delayed_ratio
    """,
    "factor": "resilience trial_cost_resilience",
    "defendants": """
        holdouts holdouts_to pleas tipping_holdouts hard_core members best_reply strict weak
        largest_immune largest_immune_to reached quorum strict_quorum liability_turnout mode
        defendants_won defendants_won_error target whole_holdouts
    """,
    "cases": """
        defendants capacity trials trials_error trials_held convictions dismissals facing
        filed untried jury_convicted judge_convicted tried_convicted mistrial jury_acquitted
        judge_acquitted tried_acquitted pleaded_at_trial pleaded diverted unresolved
        transferred screened dismissed convicted tried strikers gave_up waiting in_trial
        custody_plea_cases custody_trial_cases custody_plea_unknown custody_trial_unknown
        custody_plea_zero custody_trial_zero custody_plea_life custody_trial_life
    """,
    "days": """
        mean_wait longest_clock_ever days days_waited backlog_day dismissal_day
        latest_strike_day
    """,
    "rounds": "rounds unravelling_rounds",
    "steps": "reasoning_steps",
}  # fmt: skip

FIELD_UNITS: Mapping[str, Unit] = {
    name: unit for unit, names in _BY_UNIT.items() for name in names.split()
}
