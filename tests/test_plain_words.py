"""Plain words first: verdicts for readers who know no game theory, and a glossary."""

import re
from fractions import Fraction

import pytest

import plea_games as pg
from plea_games.tables import Column, Table
from plea_games.words import WORDS, words_in
from tests.test_exports import MADE

MAIN = (
    "Thresholds", "EquilibriumSet", "Protocols", "Levers", "Contest", "Coalitions", "Uncertainty",
    "CorrelatedEquilibria", "Disclosure", "Packages", "PrivateCases", "ProsecutorStopping",
    "RaceToPlead", "RankOffers", "Verdicts", "Claims", "SideBySide",
)  # fmt: skip


def lottery(offer, **others):
    return pg.PleaGame(
        **{"defendants": 20, "capacity": 3, "offer": offer, "sentence": 10, **others}
    )


@pytest.mark.parametrize("name", MAIN)
def test_main_results_begin_with_a_verdict_in_whole_sentences(name):
    table = MADE[name]().table()
    assert re.fullmatch(r"[A-Z0-9].*\.", table.verdict, re.DOTALL)
    assert " ".join(table.verdict.split()) in " ".join(str(table).split())
    assert table.verdict.split()[0] in table.short().text()
    assert "<p>" in table._repr_html_()
    assert not re.search(r"\bNone\b|\bnan\b|[<{}]", table.verdict)


@pytest.mark.parametrize(
    ("game", "said"),
    [
        (lottery(4), "once 8 (40.00% of all) hold out. So both can last"),
        (lottery(5), "holding out is the safer choice"),
        (lottery(3), "pleading is the safer choice"),
        (lottery(1), "A strike does not hold by itself: the threat outweighs"),
        (lottery(11), "Even a lone hold-out does no worse than by pleading, and this stays so"),
        (lottery(0), "pleading is always best"),
        (lottery(4).with_terms(pg.StrikeFund(200)), "Even a lone hold-out does no worse"),
    ],
)
def test_the_verdict_on_a_strike_follows_the_numbers(game, said):
    found = pg.thresholds(game)
    assert said in found.table().verdict
    if "both can last" in said:
        kinds = {e.kind for e in pg.equilibria(game) if e.stable}
        assert kinds == {"all plead", "all hold out"}


def test_the_verdict_does_not_promise_more_capacity_than_a_strike_survives():
    for offer in (2, 3, 4, 7):
        found = pg.thresholds(lottery(offer))
        [factor] = re.findall(r"more than ([\d.]+) times", found.table().verdict)
        assert Fraction(factor) <= found.exact["resilience"]


def test_equilibria_say_which_way_expectations_go():
    found = pg.equilibria(lottery(4))
    [share] = re.findall(r"below ([\d.]+)%", found.table().verdict)
    mixed = next(e.hold_out_probability for e in found if e.kind == "mixed")
    assert float(share) == pytest.approx(100 * mixed, abs=0.005)
    one = pg.equilibria(lottery(1)).table().verdict
    assert one == "Whatever they expect at first, people end up here: all plead."


def test_formulas_have_no_verdict():
    assert pg.thresholds(pg.PleaGame.symbolic(defendants=20)).table().verdict == ""


def test_the_glossary_is_in_order_and_says_each_word_once():
    names = [word.name for word in WORDS]
    assert names == sorted(names, key=str.casefold)
    forms = [form.casefold() for word in WORDS for form in (word.name, *word.forms)]
    assert len(set(forms)) == len(forms)
    assert all(len(word.says) <= 110 and word.says[-1] != "." for word in WORDS)


def test_terms_of_art_are_explained_below_and_not_twice():
    columns = (Column("what", left=True),)
    [word] = words_in("It is risk dominant.")
    table = Table("", columns, [("It is risk dominant.",)], verdict="A strike can last.")
    assert f"Risk dominant: {word.says}." in table.text(200)
    assert "Dominant:" not in table.text(200)
    said = Table("", columns, [(f"Risk dominant is {word.says}.",)], verdict="So it is.")
    assert said.text(200).count(word.says) == 1
    assert word.says in table.markdown() and word.says in table._repr_html_()
    assert word.says not in table.latex()


def test_the_glossary_on_the_command_line(command):
    code, out, _ = command("glossary", "best reply")
    assert code == 0 and "given what all others do" in out and "Laplacian" not in out
    code, out, _ = command("glossary", "risk", "best reply")
    assert code == 0 and "risk dominant" in out and "best reply" in out and "basin" not in out
    code, out, err = command("glossary", "best rply")
    assert (code, out) == (2, "") and "did you mean best reply?" in err
    assert "Words:\n" in command("levers", "--help")[1]


def test_what_several_games_come_to_is_a_paragraph_each():
    both = pg.thresholds(["j20", "panel-office"]).table()
    for shown, begins in (
        (both.text(80), "\n\npanel-office: Holding out"),
        (both.markdown(), "\n\npanel-office: Holding out"),
        (both._repr_html_(), "<p>panel-office: Holding out"),
    ):
        assert shown.count(begins) == 1


def test_the_page_and_its_picture_say_what_the_choice_rests_on():
    rests = "At the end of a stated range, capacity 226, pleading is the safer choice."
    both = pg.explore(["j20", "panel-office"])
    assert rests in pg.thresholds("j20").table().verdict
    assert rests in both.html
    assert rests in both._repr_html_().partition("</iframe>")[2]


def test_the_page_has_the_glossary():
    page = pg.explore("j20")._repr_html_()
    assert "coalition-proof" in page
