// The page: fields and sliders in, results out; the address keeps the numbers.

const byId = (id) => document.getElementById(id);
const isInline = location.protocol === "about:"; // inside a notebook, where the address is not ours
const AT_REST = 500; // milliseconds without a change; browsers refuse addresses that change at once
const choice = byId("caseload");
const diagram = new Diagram(byId("diagram"), byId("key"), (name) => {
  choice.value = name;
  start(name);
});
const gainCurve = new GainCurve(byId("gain"));
let current = null; // the last settings that could be computed
let resting = 0;
let opened = {}; // what the fields said when the caseload was opened

const caseload = (name) => DATA.caseloads.find((each) => each.name === name);

function changed(made, source) {
  if (made.letter === RATE.letter) setTrials(made);
  else showFault(control(RATE.letter));
  refresh(source);
}

// The trial rate is no setting of its own: it sets how many can be tried.
function setTrials(rate) {
  const percent = readFraction(rate.field.value);
  const isShare = percent && sign(percent) >= 0;
  showFault(rate, isShare ? null : `${DATA.numberForms}, from 0; ${rate.remedy}`);
  const { number: count } = readControl(control("N"));
  if (!isShare || !count) return;
  const trials = floor(add(multiply(count, percent, fraction(1n, 100n)), fraction(1n, 2n)));
  const fewest = sign(percent) ? maximum(trials, one) : trials;
  control("K").field.value = fewest.top.toString();
}

function refresh(source) {
  showTerms();
  const stated = controls.filter(({ letter }) => letter !== RATE.letter);
  const read = stated.map((each) => [each, readControl(each)]);
  const faults = read.filter(([each, { fault }]) => {
    showFault(each, fault);
    return fault;
  });
  for (const [each, { number }] of read) {
    if (!number || !each.steps) continue;
    const size = toDouble(number);
    placeSlider(each, size, showWithUnit(each.isCount ? number.top : size, each.unit), source);
  }
  const settings = Object.fromEntries(read.map(([{ letter }, { number }]) => [letter, number]));
  if (settings.N && settings.K) showRate(settings, source);
  if (faults.length) {
    const names = faults.map(([{ label }]) => label).join(", ");
    showNothing(`Correct what is marked: ${names}.`);
  } else {
    compute(settings);
  }
  showNumbers(stated);
  showWhatItRestsOn(stated);
  keep(stated);
}

function showRate({ N, K }, source) {
  const rate = control(RATE.letter);
  const exactRate = divide(K, N);
  const percent = toDouble(multiply(exactRate, fraction(100n)));
  if (source !== rate.field) rate.field.value = significant(percent, 4);
  const text = `${showWithUnit(K.top, "cases")}, ${showWithUnit(toDouble(exactRate), "share")}`;
  placeSlider(rate, percent, text, source);
}

function compute(settings) {
  const fault = faultOf(settings);
  if (fault) {
    showNothing(`${fault} The formulas of this page do not hold there.`);
    return;
  }
  const at = lettersOf(settings);
  const witnesses = witnessesOf(settings);
  if (witnesses && isMore(witnesses.credit, witnesses.offer)) {
    showNothing("No plea is rewarded: a credit for co-operation is at most the offer.");
    return;
  }
  const values = witnesses && witnessedValues(witnesses, toDouble(at.L));
  const rows = witnesses ? witnessedRows(values) : thresholdsOf(at);
  const phase = witnesses ? witnessedPhase(witnesses, values) : phaseOf(at);
  current = { at, phase, rows, rounds: witnesses ? null : settings.R };
  byId("phase").textContent = phase[0].toUpperCase() + phase.slice(1);
  byId("phase").dataset.phase = phase;
  byId("explanation").textContent = witnesses
    ? sentenceForWitnesses(kindOf(witnesses))
    : sentenceFor(phase, at, rows);
  showThresholds(rows);
  if (witnesses) showNoPrices();
  else showPrices(at, settings.R);
  byId("terms-note").hidden = Boolean(witnesses) || !terms.some(isThere);
  byId("lottery").textContent = ["N", "K", "s", "T", "d"].map((letter) => `${letter} = ${textOf(at[letter])}`).join(", ");
  diagram.show(witnesses ? null : at);
  gainCurve.show(at, rows.find(({ name }) => name === "tipping_holdouts").value, witnesses ? witnessedGain(witnesses) : gainOf(at));
  byId("download").disabled = false;
}

const textOf = (value) => (isWhole(value) ? value.top.toString() : significant(toDouble(value), 6));

function showNothing(reason) {
  current = null;
  byId("phase").textContent = "No result";
  delete byId("phase").dataset.phase;
  byId("explanation").textContent = reason;
  document.querySelector("#thresholds tbody").replaceChildren();
  showNoPrices();
  byId("terms-note").hidden = true;
  byId("download").disabled = true;
  diagram.show(null);
  gainCurve.show(null, null);
}

function showNoPrices() {
  document.querySelector("#prices tbody").replaceChildren();
  byId("price-note").textContent = "";
}

// Once the numbers rest: to a screen reader what they come to, and to the address what they are.
function settle() {
  const hash = byId("link").getAttribute("href");
  byId("spoken").textContent = `${byId("phase").textContent}. ${byId("explanation").textContent}`;
  if (!isInline) history.replaceState(null, "", hash);
}

function keep(stated) {
  const pairs = stated.map(({ letter, field }) => [letter, field.value.trim()]);
  byId("link").setAttribute("href", `#${new URLSearchParams([["from", choice.value], ...pairs])}`);
  clearTimeout(resting);
  resting = setTimeout(settle, AT_REST);
}

// What is computed with, for whoever prints the page.
function showNumbers(stated) {
  document.querySelector("#numbers tbody").replaceChildren(...stated.flatMap((each) => {
    if (each.field.closest("[hidden]")) return [];
    const line = element("tr");
    line.append(
      element("th", `${each.label} ${each.sign}`, { scope: "row" }),
      element("td", `${each.field.value.trim()} ${each.unit === "share" ? "" : each.unit}`, { class: "number" }),
      element("td", each.meaning),
    );
    return [line];
  }));
}

// The verdict is worth what its numbers are worth: whose they are, and what their ranges allow.
function showWhatItRestsOn(stated) {
  const { name, notes } = caseload(choice.value);
  const moved = stated.filter(({ letter, field }) => letter !== "R" && field.value.trim() !== opened[letter]);
  const point = CASELOADS.find(({ scenario }) => scenario === name);
  const isSure = point.hardest_phase === point.easiest_phase;
  const ends = isSure ? "" : `Within the ranges that the sources leave it may be anything from “${point.hardest_phase}” to “${point.easiest_phase}”. `;
  byId("rests").textContent = moved.length
    ? `You have changed ${moved.map(({ label }) => label.toLowerCase()).join(", ")}: these are no longer the numbers of the caseload.`
    : ends + notes.slice(0, 1).join("");
}

function start(name, settings = caseload(name).settings) {
  const { title, summary, notes } = caseload(name);
  terms.forEach(setNeutral);
  opened = caseload(name).settings;
  byId("summary").textContent = `${title}. ${summary}`;
  byId("notes").replaceChildren(...notes.map((note) => element("li", note)));
  for (const part of document.querySelectorAll("[data-sources]")) part.hidden = part.dataset.sources !== name;
  byId("no-sources").hidden = Boolean(document.querySelector(`[data-sources="${CSS.escape(name)}"]`));
  for (const { letter, field } of controls) if (letter in settings) field.value = settings[letter];
  refresh();
}

// The address may name a caseload and any of its numbers.
function startFromAddress() {
  const given = new URLSearchParams(isInline ? "" : location.hash.slice(1));
  const name = caseload(given.get("from")) ? given.get("from") : DATA.start;
  choice.value = name;
  const stated = Object.fromEntries([...given].filter(([letter]) => letter in caseload(name).settings));
  start(name, { ...caseload(name).settings, ...stated });
}

function download() {
  const { at, phase, rows, rounds } = current;
  const stated = controls.filter(({ letter }) => letter !== RATE.letter);
  const text = csvOf(stated, at, phase, rows, rounds);
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  element("a", "", { href: address, download: "plea-strike.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

for (const [title, parameters] of Object.entries(DATA.groups)) {
  const group = element("fieldset", "", { class: "card" });
  group.append(element("legend", title));
  for (const parameter of parameters) addControl(group, parameter, stepsFor(parameter), changed);
  if (parameters.some(({ letter }) => letter === "K")) addControl(group, RATE, RATE_STEPS, changed);
  byId("groups").append(group);
}
addTerms(byId("terms"), byId("term-list"), changed);
control(RATE.letter).field.addEventListener("blur", () => {
  showFault(control(RATE.letter)); // what could not be read makes way for the rate that holds
  refresh();
});
const isShared = (title) => DATA.caseloads.filter((each) => each.title === title).length > 1;
choice.append(...DATA.caseloads.map(({ name, title }) =>
  element("option", isShared(title) ? `${title}: ${name}` : title, { value: name })));
choice.addEventListener("change", () => start(choice.value));
byId("controls").addEventListener("submit", (event) => event.preventDefault());
byId("reset").addEventListener("click", () => start(choice.value));
byId("download").addEventListener("click", download);
byId("link").hidden = isInline;
fillLegend(byId("legend"));
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details:not([open])")) each.dataset.open = "to print";
  for (const each of document.querySelectorAll("[data-open]")) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of document.querySelectorAll("[data-open]")) {
    each.open = false;
    delete each.dataset.open;
  }
});
addEventListener("hashchange", () => {
  if (location.hash.includes("=")) startFromAddress(); // else it is a place on the page
});
startFromAddress();
