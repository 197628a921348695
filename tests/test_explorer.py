"""The explorer page, in headless Chromium and Firefox, against the package's own numbers."""

import base64
import csv
import io
import json
import random
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from html import unescape
from itertools import pairwise

import nbformat
import pytest
from pypdf import PdfReader
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

import plea_games as pg
from plea_games.games.witness_form import witness_form
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.exact import NUMBER_FORMS
from plea_games.model.notation import plain
from plea_games.model.parameters import PARAMETER, PARAMETERS as STATED
from plea_games.model.terms import TERMS as ALL_TERMS
from plea_games.report.explorer import explorer_page
from plea_games.report.explorer.caseloads import NEUTRAL
from plea_games.report.explorer.page_terms import PAGE_TERMS
from plea_games.solvers.sequences.protocols import WOULD_BE_PAID
from plea_games.units import show_bound, show_with_unit
from tests.firefox import Firefox
from tests.lab import TOKEN, jupyter_lab
from tests.waiting import HUNG

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
needs_firefox = pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_chromium = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium is not installed")

NAMES = [parameter.name for parameter in (*STATED, *NEUTRAL)]
AMOUNTS = {parameter.name: text for parameter, text in NEUTRAL.items()}
TERMS = ("side_payment", "sanction", "visibility")
WITNESSED = (pg.Testimony, pg.CooperationCredit)
HEARD = ("testimony", "credit")

READ = """
const text = (id) => document.getElementById(id).textContent;
const shown = [...document.querySelectorAll("data")].map((each) =>
  [each.dataset.name, [each.value, each.textContent]]);
return {
  settings: Object.fromEntries([...document.querySelectorAll(".field")].map((each) =>
    [each.id.replace("-field", ""), each.value])),
  shown: Object.fromEntries(shown),
  none: [...document.querySelectorAll("[data-none]")].map((each) => each.dataset.none),
  formulas: [...document.querySelectorAll("#thresholds .formula")].map((each) => each.textContent),
  says: [...document.querySelectorAll("#thresholds td:last-child")].map((each) => each.textContent),
  phase: document.getElementById("phase").dataset.phase ?? null,
  explanation: text("explanation"),
  price_note: text("price-note"),
};
"""
MOVE = """
for (const [name, position] of Object.entries(arguments[0])) {
  const slider = document.getElementById(`${name}-slider`);
  slider.value = Math.round(position * slider.max);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}
"""
TYPE = """
for (const [name, text] of Object.entries(arguments[0])) {
  const field = document.getElementById(`${name}-field`);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("explorer")


@pytest.fixture(scope="module")
def chromium(folder):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    switches = (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
        "disable-background-networking", "disable-component-update", "disable-sync",
        f"user-data-dir={folder / 'profile'}",
    )  # fmt: skip
    for switch in switches:
        options.add_argument(f"--{switch}")
    options.add_experimental_option("prefs", {"download.default_directory": str(folder)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(folder):
    file = folder / "explorer.html"
    file.write_text(explorer_page(pg.scenario("panel-office")), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def firefox(folder):
    driver = Firefox(FIREFOX, folder / "firefox")
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium, page):
    """The page, freshly opened; at the end its log must be empty."""
    chromium.switch_to.default_content()  # a test before may have looked into a frame
    _width(chromium, 1280)
    chromium.get("about:blank")
    chromium.get(page.as_uri())
    yield chromium
    assert chromium.get_log("browser") == []


@pytest.fixture
def in_firefox(firefox, page):
    """The same in Firefox."""
    firefox.size(1280, 800)
    firefox.get(page.as_uri())
    firefox.log.clear()
    yield firefox
    assert firefox.log == []


either_browser = pytest.mark.parametrize(
    "opened",
    [
        pytest.param("browser", marks=needs_chromium),
        pytest.param("in_firefox", marks=needs_firefox),
    ],
)


def _width(browser, pixels, scheme="light", height=800):
    size = {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": pixels < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    WebDriverWait(browser, HUNG).until(
        lambda _: browser.execute_script("return window.innerWidth") == pixels
    )


def _type(browser, **texts):
    browser.execute_script(TYPE, texts)
    return browser.execute_script(READ)


def _game(settings):
    """The game of what the fields say; None where trial is no threat."""
    own = {parameter.name: settings[parameter.name] for parameter in STATED}
    try:
        terms = [_term(kind, settings) for kind in PAGE_TERMS]
        game = pg.PleaGame(**own).with_terms(*filter(None, terms))
        heard = [term for term in game.terms if not isinstance(term, WITNESSED)]
        return game if pg.lottery_form(pg.PleaGame(**own).with_terms(*heard)) else None
    except pg.ParameterError:
        return None


def _term(kind, settings):
    if settings[kind.amount().name] == AMOUNTS[kind.amount().name]:
        return None
    return kind(**{field: settings[one.name] for field, one in kind.parameters.items()})


def _assert_same(found):
    """Every number, text and formula on the page is the package's."""
    game = _game(found["settings"])
    if game is None:
        assert found["phase"] is None
        assert found["shown"] == {}
        return False
    if witness_form(game) is not None:
        return _assert_same_with_witnesses(found, game)
    expected = pg.thresholds(game)
    for form, formula, says in zip(CLOSED_FORMS, found["formulas"], found["says"], strict=True):
        value = getattr(expected, form.name)
        regime = expected.regimes[form.name][0]
        assert formula == (plain(regime.value) or "–")
        assert says.startswith(form.meaning)
        if value is None:
            assert form.name in found["none"]
            assert expected.missing[form.name] in says
            continue
        number, text = found["shown"][form.name]
        if form.bound:
            is_least = form.bound == "least"
            assert text == show_bound(expected.exact[form.name], form.unit, up=is_least)
        else:
            assert text == show_with_unit(value, form.unit)
        if isinstance(value, float):
            assert float(number) == pytest.approx(value, rel=1e-12, abs=0)
        else:
            assert number == str(value)
    scenario = replace(pg.scenario("j20"), game=game, facts={})
    (point,) = pg.phase_diagram([scenario])
    assert found["phase"] == point.phase
    rounds = int(found["settings"]["rounds"])
    for name, several in (("one-round", 1), ("rounds", rounds)):
        if several > int(game.parameters["defendants"]) or (name == "rounds" and rounds == 1):
            assert f"{name}-offer" not in found["shown"]
            continue
        protocols = pg.protocols(game, rounds=several)
        (price,) = [each for each in protocols if each.offers.endswith("re-set between them")]
        for part, value in (
            ("offer", price.mean_offer),
            ("stake", price.stake_share),
            ("trial-cost", price.share_of_trial_cost),
        ):
            if value is None:
                assert f"{name}-{part}" in found["none"]
                assert f"None here: {WOULD_BE_PAID}." in found["price_note"]
                continue
            number = float(found["shown"][f"{name}-{part}"][0])
            assert number == pytest.approx(value, rel=1e-12, abs=0)
    return True


def _assert_same_with_witnesses(found, game):
    """Thresholds, and the kind of game in place of prices."""
    expected = pg.thresholds(game)
    for form, says in zip(CLOSED_FORMS, found["says"], strict=True):
        value = getattr(expected, form.name)
        assert says.startswith(form.meaning)
        if value is None:
            assert form.name in found["none"], (game, form.name)
            continue
        number, _ = found["shown"][form.name]
        if isinstance(value, float):
            assert float(number) == pytest.approx(value, rel=1e-9, abs=1e-9), (game, form.name)
        else:
            assert number == str(value), (game, form.name)
    kind = pg.game_kind(game)
    assert found["explanation"].startswith(kind.says().split(" if a plea")[0].split(":")[0])
    assert all(name in found["explanation"] for name in (kind.below, kind.above)) or (
        kind.name == "none of these"
    )
    return True


@either_browser
def test_testimony_and_credits_are_those_of_the_package(opened, request):
    """Reference values, ties, and random settings of up to a hundred defendants."""
    browser = request.getfixturevalue(opened)
    plain = {"defendants": "230", "capacity": "12", "offer": "3.2", "sentence": "10",
             "conviction": "0.8", "process_cost": "0", "dismissal_cost": "0"}  # fmt: skip
    dilemmas = 0
    for texts in (
        {"testimony": "1/230"},
        {"testimony": "0.05"},
        {"testimony": "0.05", "credit": "3"},
        {"testimony": "0", "credit": "3"},
        {"testimony": "1", "credit": "0"},
        {"defendants": "5", "capacity": "5", "offer": "1.3", "sentence": "2", "conviction": "0.5",
         "testimony": "0.2", "credit": "0"},
        {"defendants": "4", "capacity": "4", "offer": "1.5", "sentence": "2", "conviction": "0.5",
         "testimony": "0.5"},
        {"defendants": "100000", "capacity": "5000", "testimony": "0.00002", "offer": "0.9"},
        {"testimony": "0.05", "credit": "1", "dismissed": "30", "retaliation": "2"},
        {"credit": "0", "dismissed": "0", "retaliation": "1", "sympathizers": "0.1"},
    ):  # fmt: skip
        found = _type(browser, **{**plain, **texts})
        assert _assert_same(found), texts
        dilemmas += "prisoners' dilemma" in found["explanation"]
    assert dilemmas >= 1
    rng = random.Random(5)
    shown = 0
    for _ in range(24):
        count = rng.randint(1, 100)
        texts = {
            "defendants": str(count), "capacity": str(rng.randint(0, count)),
            "offer": str(rng.randint(1, 150) / 10), "sentence": "10", "sympathizers": "0",
            "conviction": str(rng.random() // 0.1 / 10), "process_cost": str(rng.choice([0, 1])),
            "side_payment": str(rng.choice([0, 1])), "sanction": str(rng.choice([0, 0.5])),
            "testimony": str(rng.choice([0, 1 / 64, 0.25, 1])),
            "credit": str(rng.choice([0, 0.1, 1])),
        }  # fmt: skip
        shown += _assert_same(_type(browser, **{**plain, **texts}))
    assert shown > 8


@either_browser
def test_random_slider_settings_show_the_package_numbers(opened, request):
    browser = request.getfixturevalue(opened)
    rng = random.Random(8)
    names = [name for name in (*NAMES, "rounds", "trial_rate") if name not in HEARD]
    names.remove("capacity")
    shown = 0
    phases = set()
    for _ in range(24):
        positions = {name: rng.random() for name in names}
        plain = [name for name in AMOUNTS if name not in HEARD]
        neutral = {name: 0 for name in plain if rng.random() < 0.8}
        positions |= neutral | {"conviction_cap": 1, "discount_cap": 1}
        positions |= dict.fromkeys(HEARD, 0)  # a test of their own has them
        positions |= {name: 0.6 * positions[name] for name in ("dismissal_cost", "side_payment")}
        browser.execute_script(MOVE, positions)
        found = browser.execute_script(READ)
        shown += _assert_same(found)
        phases.add(found["phase"])
    assert shown >= 10
    assert len(phases) == 5  # all four, and trials that are no threat


TIES = {
    "whole K/r, which doubles would round up": {"capacity": "3", "offer": "0.3", "sentence": "1"},
    "whole K/r at a large caseload": {"defendants": "100000", "capacity": "21", "offer": "0.07",
                                      "sentence": "1"},
    "r = κ": {"defendants": "10", "capacity": "3", "offer": "0.3", "sentence": "1"},
    "r = L": {"defendants": "2", "capacity": "1", "offer": "3", "sentence": "4", "rounds": "2"},
    "r = L of five": {"defendants": "5", "capacity": "3", "offer": "0.87", "sentence": "1"},
    "r = 1": {"offer": "0.3", "sentence": "1", "conviction": "0.1", "process_cost": "0.2"},
    "r = 0": {"offer": "0.3", "dismissal_cost": "0.3"},
    "K = 0": {"capacity": "0"},
    "K = 0 and r = 0": {"capacity": "0", "offer": "0"},
    "K = N": {"defendants": "450", "offer": "2"},
    "a side payment that makes r = κ": {"defendants": "10", "capacity": "5", "offer": "1",
                                        "sentence": "10", "side_payment": "8"},
    "a sanction that makes r = 1": {"sentence": "2", "conviction": "0.7", "offer": "1",
                                    "sanction": "0.8", "visibility": "0.5"},
    "one defendant": {"defendants": "1", "capacity": "1", "rounds": "1"},
    "x* nearer to 1 than a double": {"defendants": "100", "capacity": "3", "offer": "0.03",
                                     "sentence": "1", "sanction": "0.00000000000000000001"},
    "a discount cap that binds": {"sentence": "10", "offer": "3", "discount_cap": "0.6"},
    "a better offer under a cap": {"sentence": "10", "offer": "4", "discount_cap": "0.6",
                                   "discount": "0.1"},
    "trials that a surge makes a whole number": {"capacity": "12", "surge": "0.25"},
    "trials that are pooled and streamlined": {"capacity": "12", "saving": "0.25",
                                               "capacity_elsewhere": "6", "pooling": "0.5"},
    "juries, retaliation, dismissals and a cap": {"sympathizers": "0.01", "retaliation": "1.5",
                                                  "dismissed": "5", "conviction_cap": "17"},
    "r nearer to 1 than a double": {"offer": "10", "sentence": "10",
                                    "process_cost": "0.00000000000000000001"},
    "a half that rounds to even": {"defendants": "32", "capacity": "1"},
}  # fmt: skip
TYPED = {"conviction": "1", "process_cost": "0", "dismissal_cost": "0"}


@needs_chromium
@pytest.mark.parametrize("texts", TIES.values(), ids=TIES.keys())
def test_ties_are_told_as_the_package_tells_them(browser, texts):
    assert _assert_same(_type(browser, **{**TYPED, **texts}))


@needs_chromium
@pytest.mark.parametrize("count", [100_000, 10**9])
def test_large_caseloads_are_live(browser, count):
    found = [
        _type(browser, defendants=str(count), capacity=str(capacity), offer=offer)
        for capacity in (1, count // 50, count // 2)
        for offer in ("0.9", "1", "1.36")
    ]
    assert all(map(_assert_same, found))


@needs_chromium
def test_wrong_numbers_say_which_rule_they_break(browser):
    found = _type(browser, conviction="1.2", offer="nonsense", capacity="4.5")
    assert found["phase"] is None
    assert found["explanation"] == "Correct what is marked: Capacity, Offer, Conviction."
    faults = [each.text for each in browser.find_elements(By.CSS_SELECTOR, ".fault") if each.text]
    assert faults == [
        f"{PARAMETER['capacity'].rule}; {PARAMETER['capacity'].remedy}",
        f"{NUMBER_FORMS}; {PARAMETER['offer'].remedy}",
        "must be from 0 to 1; write 70% as 0.7",
    ]
    assert len(browser.find_elements(By.CSS_SELECTOR, "[aria-invalid=true]")) == 3
    assert not browser.find_element(By.ID, "download").is_enabled()
    browser.find_element(By.ID, "reset").click()
    assert _assert_same(browser.execute_script(READ))


@needs_chromium
def test_the_trial_rate_sets_how_many_can_be_tried(browser):
    found = _type(browser, defendants="7000", trial_rate="3")
    assert found["settings"]["capacity"] == "210"
    assert found["settings"]["trial_rate"] == "3"
    assert _type(browser, trial_rate="0.001")["settings"]["capacity"] == "1"
    assert _type(browser, trial_rate="0")["settings"]["capacity"] == "0"
    wrong = _type(browser, trial_rate="-5")
    assert wrong["settings"]["capacity"] == "0"
    fault = browser.find_element(By.ID, "trial_rate-fault").text
    assert fault == f"{NUMBER_FORMS}, from 0; write 5% as 5"
    assert _type(browser, capacity="350")["settings"]["trial_rate"] == "5"
    assert not browser.find_element(By.ID, "trial_rate-fault").is_displayed()


def _controls(browser):
    """Those that are there, not those of terms that were not chosen."""
    controls = browser.find_elements(By.CSS_SELECTOR, "input, select, button, a.button")
    return [each for each in controls if each.is_displayed()]


@needs_chromium
def test_keys_move_a_slider_and_reach_every_control(browser):
    slider = browser.find_element(By.ID, "offer-slider")
    before = browser.execute_script(READ)
    slider.send_keys(Keys.ARROW_LEFT)
    after = browser.execute_script(READ)
    assert float(after["settings"]["offer"]) < float(before["settings"]["offer"])
    assert after["shown"]["tipping_holdouts"] != before["shown"]["tipping_holdouts"]
    assert slider.get_attribute("aria-valuetext") == after["settings"]["offer"] + " years"
    _type(browser, defendants="9", capacity="3")
    rate = browser.find_element(By.ID, "trial_rate-slider")
    for _ in range(8):  # steps too small for another case by themselves
        rate.send_keys(Keys.ARROW_RIGHT)
    assert int(browser.execute_script(READ)["settings"]["capacity"]) > 3

    browser.execute_script("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        reached.add(browser.switch_to.active_element.get_attribute("id"))
    controls = _controls(browser)
    assert {each.get_attribute("id") for each in controls} <= reached


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_without_scrolling_sideways(browser, scheme):
    _width(browser, 360, scheme)
    browser.execute_script("document.querySelectorAll('details').forEach((each) => each.open = 1)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    small = browser.execute_script("""
        return [...document.querySelectorAll("input, select, button, a.button, summary")]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44).map((each) => each.id)""")
    assert small == []
    assert browser.execute_script(CONTRASTS) >= 4.5


CONTRASTS = """
const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const parts = (color) => color.match(/[\\d.]+/g).map(Number);
const behind = (each) => {
  for (; each; each = each.parentElement) {
    const color = parts(getComputedStyle(each).backgroundColor);
    if (color.length === 3) return color;
  }
};
const texts = [...document.querySelectorAll("body *")].filter((each) =>
  !each.closest("svg, template") && each.checkVisibility()
  && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
return Math.min(...texts.map((each) => {
  const pair = [parts(getComputedStyle(each).color).slice(0, 3), behind(each)].map(luminance);
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}));
"""


@needs_chromium
def test_every_control_has_a_name_and_the_page_a_language(browser):
    _type(browser, side_payment="1", retaliation="2")
    controls = _controls(browser)
    assert len(controls) > 20
    assert all(each.accessible_name for each in controls)
    names = [each.accessible_name for each in controls]
    assert len(set(names)) == len(names)
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    assert browser.find_element(By.ID, "spoken").get_attribute("aria-live") == "polite"


@needs_chromium
def test_a_link_keeps_the_numbers_and_a_caseload_brings_its_own(browser):
    _type(browser, offer="0.5", capacity="600", rounds="7")
    link = browser.find_element(By.ID, "link").get_attribute("href")
    before = browser.execute_script(READ)
    browser.execute_script("document.querySelector('.skip').click()")  # a place, not numbers
    browser.execute_async_script("setTimeout(arguments[0], 700)")
    assert browser.execute_script(READ) == before
    assert browser.current_url == link
    browser.get("about:blank")
    browser.get(link)
    assert browser.execute_script(READ)["shown"] == before["shown"]
    for name in pg.scenario_names():
        chosen = f"select option[value='{name}']"
        browser.find_element(By.CSS_SELECTOR, chosen).click()
        found = browser.execute_script(READ)
        assert _assert_same(found)
        assert _game(found["settings"]).without_terms() == pg.scenario(name).game
        sources = browser.find_elements(By.CSS_SELECTOR, "[data-sources]:not([hidden])")
        assert [each.get_attribute("data-sources") for each in sources] == [name]


@needs_chromium
def test_the_download_has_every_number_in_full(browser, folder):
    found = _type(browser, offer="1/3", side_payment="0.25")
    expected = pg.thresholds(_game(found["settings"]))
    browser.find_element(By.ID, "download").click()
    file = folder / "plea-strike.csv"
    browser.execute_async_script("setTimeout(arguments[0], 500)")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    values = {row["name"]: row["value"] for row in rows}
    stated = {row["name"] for row in rows if row["kind"] == "parameter"}
    assert stated == {*NAMES, "rounds"}
    assert values["offer"] == "1/3"
    for form in CLOSED_FORMS:
        value = getattr(expected, form.name)
        if isinstance(value, float):
            assert float(values[form.name]) == pytest.approx(value, rel=1e-12, abs=0)
        else:
            assert values[form.name] == ("" if value is None else str(value))


IN_VIEW = """
return arguments[0].every((id) => {
  const { top, bottom, left, right } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight && right > left;
});
"""


@either_browser
@pytest.mark.parametrize("width", [948, 800, 1600])
def test_sliders_and_diagram_are_seen_together(opened, width, request):
    browser = request.getfixturevalue(opened)
    _sized(browser, width)
    seen = ["defendants-slider", "trial_rate-slider", "offer-slider", "sentence-slider", "diagram"]
    assert browser.execute_script(IN_VIEW, [*seen, "phase"])
    assert browser.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0


def _sized(browser, width, height=900):
    if isinstance(browser, Firefox):
        browser.size(width, height)
    else:
        _width(browser, width, height=height)
    browser.execute_script("scrollTo(0, 0)")


CHOOSE = """
const list = document.getElementById("term-list");
list.value = arguments[0];
list.dispatchEvent(new Event("change", { bubbles: true }));
return document.activeElement.id;
"""
SHOWN = """
return [...document.querySelectorAll("#terms fieldset")].filter((each) => each.checkVisibility())
  .map((each) => each.querySelector("legend").textContent);
"""


@either_browser
def test_terms_are_chosen_from_a_list_and_taken_away_again(opened, request):
    browser = request.getfixturevalue(opened)
    offered = browser.execute_script(
        "return [...document.querySelectorAll('#term-list option')].map((each) => each.value)"
    )
    assert {*offered} == {"", *(kind.__name__ for kind in PAGE_TERMS)}
    assert browser.execute_script(SHOWN) == []
    plain_numbers = browser.execute_script(READ)["shown"]
    assert browser.execute_script(CHOOSE, "Retaliation") == "retaliation-field"
    assert browser.execute_script(READ)["shown"] == plain_numbers  # nothing yet
    browser.execute_script(TYPE, {"retaliation": "2", "dismissed": "5"})
    assert browser.execute_script(SHOWN) == ["Retaliation", "Dismissals"]
    assert _assert_same(browser.execute_script(READ))
    assert browser.execute_script(READ)["shown"] != plain_numbers
    for name in ("Retaliation", "Dismissals"):
        browser.execute_script("document.getElementById(arguments[0]).click()", f"{name}-remove")
    assert browser.execute_script(SHOWN) == []
    assert browser.execute_script(READ)["shown"] == plain_numbers


@needs_chromium
def test_what_no_formula_of_the_page_holds_for_is_said(browser):
    assert "come to 35.1" in _type(browser, capacity="27", surge="0.3")["explanation"]
    assert "leaves no bound" in _type(browser, surge="0", saving="1")["explanation"]
    assert "At least one" in _type(browser, saving="0", dismissed="9999")["explanation"]


def test_every_term_that_leaves_a_lottery_and_has_a_neutral_amount_is_on_the_page():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)

    def leaves_the_plain_game(kind):
        """With neutral amounts; a term whose own numbers leave none has no field."""
        others = {
            field: one.minimum if one.default is None else one.default
            for field, one in kind.parameters.items()
            if field != kind.amount_field()
        }
        try:
            amount = replace(kind.symbolic(), **others).neutral_amount
            neutral = kind(**{**others, kind.amount_field(): amount})
            pg.lottery_form(pg.PleaGame.symbolic().with_terms(kind.symbolic()))
            return pg.lottery_form(game.with_terms(neutral)) == pg.lottery_form(game)
        except pg.ParameterError:
            return False

    assert {*filter(leaves_the_plain_game, ALL_TERMS)} <= {*PAGE_TERMS}
    assert all(leaves_the_plain_game(kind) for kind in PAGE_TERMS if kind not in WITNESSED)


@either_browser
def test_what_is_printed_has_numbers_sources_and_citation_and_no_sliders(opened, request):
    browser = request.getfixturevalue(opened)
    browser.execute_script(TYPE, {"sanction": "1.25"})
    if isinstance(browser, Firefox):
        printed = browser.print_page()
    else:
        printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    pages = [page.extract_text().strip() for page in PdfReader(io.BytesIO(printed)).pages]
    for page, following in pairwise(pages):  # a line that is cut stands on both
        assert page.splitlines()[-1] not in following.splitlines()
    text = " ".join(" ".join(pages).split())
    office = pg.scenario("panel-office")
    for part in (
        "Capacity K 450 cases",
        "Sanction g 1.25 years",
        "What the model assumes",
        "@article{crespo2022",
        office.facts["capacity"].source,
        "You have changed sanction",
    ):
        assert part in text
    for part in ("Start from a caseload", "Download", "Back to its own", "choose …"):
        assert part not in text
    assert browser.execute_script("return document.querySelectorAll('[open]').length") == 0


@needs_chromium
def test_a_screen_reader_finds_sliders_and_hears_the_result(browser):
    _type(browser, offer="0.1")
    WebDriverWait(browser, 60).until(lambda _: browser.find_element(By.ID, "spoken").text)
    assert "0.1 years" in browser.find_element(By.ID, "offer-slider").get_attribute(
        "aria-valuetext"
    )
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    nodes = [each for each in tree if not each["ignored"]]

    def named(role):
        found = [each for each in nodes if each["role"]["value"] == role]
        return {each["name"]["value"]: each for each in found}

    sliders = [each.get_attribute("aria-label") for each in _controls(browser)]
    assert {*named("slider")} == {*filter(None, sliders)} - {None}
    assert {"banner", "main", "status", "form"} <= {each["role"]["value"] for each in nodes}
    (live,) = [each for each in nodes if each["role"]["value"] == "status"]
    assert {"name": "live", "value": {"type": "token", "value": "polite"}} in live["properties"]
    heard = browser.find_element(By.ID, "spoken").text
    assert heard.startswith(browser.find_element(By.ID, "phase").text)


@needs_chromium
def test_a_notebook_shows_the_page_at_the_game_it_is_given(chromium, folder):
    game = pg.PleaGame(defendants=57, capacity=5, offer="1/3", sentence=2, dismissal_cost=0.1)
    game = game.with_terms(pg.SidePayment(0.25), pg.VisibleDefection(0.1, probability=0.5))
    file = folder / "notebook.html"
    inline = pg.explore(game)._repr_html_()
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{inline}", encoding="utf-8")
    chromium.get(file.as_uri())
    assert not chromium.find_element(By.CLASS_NAME, "plea-games-still").is_displayed()
    chromium.switch_to.frame(chromium.find_element(By.TAG_NAME, "iframe"))
    found = chromium.execute_script(READ)
    assert _game(found["settings"]) == game
    assert chromium.execute_script(SHOWN) == ["Side payment", "Visible defection"]
    assert _assert_same(found)
    _type(chromium, offer="0.5")
    assert chromium.get_log("browser") == []


@needs_chromium
def test_several_games_can_be_chosen_and_stand_side_by_side(chromium, folder):
    games = [
        pg.PleaGame(defendants=57, capacity=capacity, offer=1, sentence=2) for capacity in (3, 5)
    ]
    file = folder / "several.html"
    file.write_text(pg.explore([*games, "j20"]).html, encoding="utf-8")
    chromium.get(file.as_uri())
    chromium.switch_to.default_content()
    titles = [each.text for each in chromium.find_elements(By.CSS_SELECTOR, "#caseload option")]
    assert titles[:3] == ["Own game: own", "Own game: own (2)", pg.scenario("j20").title]
    assert len(titles) == 2 + len(pg.scenario_names())
    heads = chromium.find_elements(By.CSS_SELECTOR, "[aria-labelledby=together-title] th")
    assert [each.text for each in heads] == ["threshold", "own", "own (2)", "j20"]
    for game, option in zip(games, ("own", "own (2)"), strict=True):
        chromium.find_element(By.CSS_SELECTOR, f"option[value='{option}']").click()
        assert _game(chromium.execute_script(READ)["settings"]) == game
    assert chromium.get_log("browser") == []


@pytest.fixture
def notebook(chromium, tmp_path):
    """A notebook with the page in its output, that nobody has trusted, open in JupyterLab."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    shown = nbformat.v4.new_output("execute_result", _bundle(pg.explore("j20")), execution_count=1)
    code = "import plea_games as pg\npg.explore('texas-2014')"
    cell = nbformat.v4.new_code_cell(code, outputs=[shown])
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(book, tmp_path / "book.ipynb")
    with jupyter_lab(tmp_path) as address:
        _width(chromium, 1415, height=1000)
        chromium.get(f"{address}/tree/book.ipynb?token={TOKEN}")
        yield chromium
        chromium.get("about:blank")
        chromium.get_log("browser")


def _bundle(page):
    return {"text/html": page._repr_html_(), "text/plain": repr(page)}


@needs_chromium
def test_jupyterlab_shows_a_picture_until_the_notebook_is_trusted_and_then_the_page(notebook):
    wait = WebDriverWait(notebook, 120)
    still = wait.until(lambda lab: lab.find_elements(By.CLASS_NAME, "plea-games-still"))[0]
    assert "trust the notebook" in " ".join(still.text.split())
    assert "Tipping share" in still.text
    assert "Arrested and charged" in still.text
    assert "Crespo" in still.text
    picture = still.find_element(By.TAG_NAME, "img")
    assert int(picture.get_property("naturalWidth")) > 500
    assert notebook.find_elements(By.TAG_NAME, "iframe") == []

    notebook.find_element(By.CSS_SELECTOR, ".jp-InputArea-editor").click()
    keys = ActionChains(notebook).key_down(Keys.CONTROL).key_down(Keys.SHIFT).send_keys("c")
    keys.key_up(Keys.SHIFT).key_up(Keys.CONTROL).perform()
    search = ".jp-ModalCommandPalette input, .lm-CommandPalette-input"
    palette = wait.until(lambda lab: lab.find_elements(By.CSS_SELECTOR, search))[0]
    palette.send_keys("Trust Notebook")
    first = ".lm-CommandPalette-item.lm-mod-active .lm-CommandPalette-itemLabel"
    wait.until(
        lambda lab: "Trust Notebook" in {e.text for e in lab.find_elements(By.CSS_SELECTOR, first)}
    )
    palette.send_keys(Keys.ENTER)
    wait.until(lambda lab: lab.find_elements(By.CSS_SELECTOR, ".jp-Dialog .jp-mod-accept"))[
        0
    ].click()
    assert _page_in_notebook(notebook, wait) == "j20"

    notebook.find_element(By.CSS_SELECTOR, ".jp-InputArea-editor").click()
    ActionChains(notebook).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
    wait.until(lambda lab: "texas" in (_page_in_notebook(lab, wait) or ""))


def _page_in_notebook(lab, wait):
    """The caseload of the page in the first output; its numbers must be the package's."""
    frame = wait.until(lambda lab: lab.find_elements(By.CLASS_NAME, "plea-games-live"))[0]
    try:
        assert not lab.find_element(By.CLASS_NAME, "plea-games-still").is_displayed()
        lab.switch_to.frame(frame)
        wait.until(lambda lab: lab.execute_script("return document.readyState") == "complete")
        assert _assert_same(lab.execute_script(READ))
        seen = ["offer-slider", "diagram"]
        assert lab.execute_script(IN_VIEW, seen)
        return lab.execute_script("return document.getElementById('caseload').value")
    except (NoSuchElementException, StaleElementReferenceException):
        return None  # the output is just being replaced
    finally:
        lab.switch_to.default_content()


@needs_chromium
def test_texts_of_a_scenario_are_never_run(chromium, folder):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    given = replace(pg.scenario("j20"), name='a"b', title=hostile, summary=hostile)
    file = folder / "hostile.html"
    file.write_text(explorer_page(given), encoding="utf-8")
    chromium.get(file.as_uri())  # an alert would make the next call fail
    assert chromium.find_element(By.ID, "summary").text.startswith(hostile)
    assert _assert_same(chromium.execute_script(READ))
    assert chromium.get_log("browser") == []


def test_the_page_is_small_and_asks_for_nothing(page):
    text = page.read_text(encoding="utf-8")
    assert len(text.encode()) < 3_000_000
    data = text.index('<script type="application/json"')
    markup = text[:data]
    assert not re.search(r"\bsrc\s*=|@import|url\(", markup)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', markup))
    assert "default-src 'none'" in markup
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|\bimport\b", text[data:])


@needs_chromium
def test_the_browser_loads_nothing_else(browser):
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_what_the_page_cannot_show_is_refused():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    with pytest.raises(pg.errors.ScenarioError, match="path of a file, or a PleaGame"):
        pg.explore(pg.AnonymousGame(gain=[-1, 1]))
    with pytest.raises(pg.errors.ScenarioError, match="must be numbers"):
        pg.explore(game.symbolic(offer=3))
    with pytest.raises(pg.ParameterError, match="Solidarity: must be among SidePayment, Visible"):
        pg.explore(game.with_terms(pg.Solidarity(1)))
    long = Fraction(10**21 + 1, 10**21 + 9)
    with pytest.raises(pg.ParameterError, match=r"conviction = .*at most 20 digits"):
        pg.explore(game.with_parameters(conviction=long))


def test_a_game_that_is_a_caseload_brings_its_sources():
    def start(page):
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
        return json.loads(data[1])["start"]

    assert start(explorer_page(pg.scenario("j20").game)) == "j20"
    assert start(explorer_page(scenarios=["texas-2014", "j20"])) == "texas-2014"
    other = pg.PleaGame(defendants=2, capacity=1, offer=1, sentence=2)
    assert start(unescape(pg.explore(other)._repr_html_())) == "own"
