"""What thresholds come to, for readers who know no game theory."""

from typing import TYPE_CHECKING

from ..units import show, shown_outward

if TYPE_CHECKING:
    from .thresholds import Thresholds

SAFER = {
    "hold out": "holding out is the safer choice",
    "plead": "pleading is the safer choice",
    "tie": "neither choice is the safer one",
}
"""What is risk dominant, for those who cannot tell what others will do."""


def in_plain_words(result: "Thresholds") -> str:
    """What would happen, and why a strike may still fail; nothing for formulas."""
    tipping, share = result.tipping_holdouts, result.tipping_share
    if result.game.free_symbols:
        return ""
    if not isinstance(tipping, int):
        reason = result.missing.get("tipping_holdouts", "")
        return f"A strike does not hold by itself: {reason}." if reason else ""
    is_lottery = isinstance(result.offer_ratio, float)  # else gains may fall, and more is open
    if tipping == 1:
        ever = ", and this stays so however many join her" if is_lottery else ""
        return f"Even a lone hold-out does no worse than by pleading{ever}."
    of_all = f" ({show(share, 'share')}% of all)" if isinstance(share, float) else ""
    both = (
        "So both can last: that all plead, each expecting it of the others, and that all hold out."
    )
    sentences = [
        "Holding out alone is worse than pleading; it is at least as good once "
        f"{tipping:,}{of_all} hold out.",
        *[both] * is_lottery,
    ]
    safer = SAFER.get(str(result.risk_dominant))
    if safer:
        sentences.append(f"For those who cannot tell what the others will do, {safer}.")
    resilience = result.exact.get("resilience")
    least = None if resilience is None else shown_outward(resilience, "factor", up=False)
    sentences.append(
        "A strike still fails if too few expect it"
        + (
            f", or if capacity grows to more than {show(float(least), 'factor')} times what it is."
            if least is not None and least >= 1
            else "."
        )
    )
    return " ".join(sentences)
