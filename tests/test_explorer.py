"""The explorer page, in headless Chromium, against the package's own numbers."""

import csv
import json
import random
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

import plea_games as pg
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.exact import NUMBER_FORMS
from plea_games.model.notation import plain
from plea_games.model.parameters import PARAMETER
from plea_games.report.explorer import explorer_page
from plea_games.solvers.sequences.protocols import WOULD_BE_PAID
from plea_games.units import show_with_unit
from tests.waiting import HUNG

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_chromium = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium is not installed")

PARAMETERS = {
    "N": "defendants", "K": "capacity", "s": "offer", "J": "sentence", "p": "conviction",
    "c": "process_cost", "d": "dismissal_cost", "f": "side_payment", "g": "sanction",
    "v": "visibility", "R": "rounds",
}  # fmt: skip
TERMS = ("side_payment", "sanction", "visibility")

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
  milliseconds: window.lastMilliseconds,
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
  const before = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  window.lastMilliseconds = performance.now() - before;
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


@pytest.fixture
def browser(chromium, page):
    """The page, freshly opened; at the end its log must be empty."""
    chromium.switch_to.default_content()  # a test before may have looked into a frame
    _width(chromium, 1280)
    chromium.get("about:blank")
    chromium.get(page.as_uri())
    yield chromium
    assert chromium.get_log("browser") == []


def _width(browser, pixels, scheme="light"):
    size = {"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": pixels < 500}
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
    own = {name: settings[name] for name in PARAMETERS.values() if name not in (*TERMS, "rounds")}
    try:
        game = pg.PleaGame(**own).with_parameters(**{name: settings[name] for name in TERMS})
        return game if pg.lottery_form(game) else None
    except pg.ParameterError:
        return None


def _assert_same(found):
    """Every number, text and formula on the page is the package's."""
    game = _game(found["settings"])
    if game is None:
        assert found["phase"] is None
        assert found["shown"] == {}
        return False
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


@needs_chromium
def test_fifty_random_slider_settings_show_the_package_numbers(browser):
    rng = random.Random(8)
    names = [*PARAMETERS.values(), "trial_rate"]
    names.remove("capacity")
    shown = 0
    phases = set()
    for _ in range(50):
        positions = {name: rng.random() for name in names}
        positions |= {name: 0 for name in TERMS[:2] if rng.random() < 0.5}
        positions |= {name: 0.6 * positions[name] for name in ("dismissal_cost", "side_payment")}
        browser.execute_script(MOVE, positions)
        found = browser.execute_script(READ)
        shown += _assert_same(found)
        phases.add(found["phase"])
    assert shown >= 25
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
    if count == 100_000:
        assert sorted(each["milliseconds"] for each in found)[len(found) // 2] < 50


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
    controls = browser.find_elements(By.CSS_SELECTOR, "input, select, button, a.button")
    assert {each.get_attribute("id") for each in controls} <= reached


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_without_scrolling_sideways(browser, scheme):
    _width(browser, 360, scheme)
    browser.execute_script("document.querySelectorAll('details').forEach((each) => each.open = 1)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    small = browser.execute_script("""
        return [...document.querySelectorAll("input, select, button, a.button, summary")]
          .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.id)""")
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
    controls = browser.find_elements(By.CSS_SELECTOR, "input, select, button, a.button")
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
    assert {row["name"] for row in rows if row["kind"] == "parameter"} == {*PARAMETERS.values()}
    assert values["offer"] == "1/3"
    for form in CLOSED_FORMS:
        value = getattr(expected, form.name)
        if isinstance(value, float):
            assert float(values[form.name]) == pytest.approx(value, rel=1e-12, abs=0)
        else:
            assert values[form.name] == ("" if value is None else str(value))


@needs_chromium
def test_a_notebook_shows_the_page_at_the_game_it_is_given(chromium, folder):
    game = pg.PleaGame(defendants=57, capacity=5, offer="1/3", sentence=2, dismissal_cost=0.1)
    game = game.with_terms(pg.SidePayment(0.25), pg.VisibleDefection(0.1, probability=0.5))
    file = folder / "notebook.html"
    inline = pg.explore(game)._repr_html_()
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{inline}", encoding="utf-8")
    chromium.get(file.as_uri())
    chromium.switch_to.frame(chromium.find_element(By.TAG_NAME, "iframe"))
    found = chromium.execute_script(READ)
    assert _game(found["settings"]) == game
    assert _assert_same(found)
    _type(chromium, offer="0.5")
    assert chromium.get_log("browser") == []


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
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.explore(pg.AnonymousGame(gain=[-1, 1]))
    with pytest.raises(pg.ParameterError, match="must be numbers"):
        pg.explore(game.symbolic(offer=3))
    with pytest.raises(pg.ParameterError, match="Solidarity: must be SidePayment or VisibleDef"):
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
    assert start(unescape(pg.explore(other)._repr_html_())) == "your-game"
