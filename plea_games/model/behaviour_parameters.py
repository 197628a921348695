"""Parameters of defendants who err, imitate, or see only a signal."""

from .parameters import Parameter

PRECISION = Parameter(
    name="precision",
    letter="λ",
    meaning="how precisely defendants choose what pays more; 0 is at random",
    unit="per year",
    remedy="give the log odds of the better choice for each year (or unit) that it gains",
)

INTENSITY = Parameter(
    name="intensity",
    letter="β",
    meaning="how strongly payoffs decide who is imitated; 0 is at random",
    unit="per year",
    remedy="give the log odds of imitating the better choice for each year (or unit) that it gains",
)

PRIOR_DEVIATION = Parameter(
    name="prior_deviation",
    letter="1/√α",
    meaning="standard deviation of the common fundamental, as all know beforehand",
    unit="years",
    remedy="state how far the common value of holding out may lie from its mean",
)

NOISE_DEVIATION = Parameter(
    name="noise_deviation",
    letter="1/√β",
    meaning="standard deviation of what each defendant misjudges the fundamental by",
    unit="years",
    remedy="state how far two defendants' estimates may lie apart",
)
