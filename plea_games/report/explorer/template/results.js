// What the numbers come to, in words and tables. Each cell also holds its number in full.

const element = (name, text = "", attributes = {}) => {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

function dataCell(heading, name, value, unit, text = showWithUnit(value, unit)) {
  const cell = element("td", "", { class: "number", "data-heading": heading });
  cell.append(element("data", text, { value: String(value), "data-name": name }));
  return cell;
}

const noneCell = (heading, name) =>
  element("td", "none", { class: "number", "data-heading": heading, "data-none": name });

const WOULD_BE_PAID = "somebody would refuse even an offer of nothing";

function showThresholds(rows) {
  document.querySelector("#thresholds tbody").replaceChildren(...rows.map((row) => {
    const line = element("tr");
    line.append(
      element("th", row.label, { scope: "row" }),
      row.value === null
        ? noneCell("Value", row.name)
        : dataCell("Value", row.name, row.value, row.unit, row.text),
      element("td", row.formula || "–", { class: "formula", "data-heading": "Formula" }),
      element("td", row.reason ? `${row.meaning}. None here: ${row.reason}.` : row.meaning, { "data-heading": "What it says" }),
    );
    return line;
  }));
}

function showPrices(at, rounds) {
  const body = document.querySelector("#prices tbody");
  const note = document.getElementById("price-note");
  body.replaceChildren();
  note.textContent = "";
  const tooMany = isMore(rounds, at.N);
  if (tooMany) note.textContent = `There can be at most one round for each of the ${show(at.N.top, "cases")} defendants.`;
  const several = tooMany || rounds.top === 1n ? [one] : [one, rounds];
  const prices = several.map((each) => [each, priceInRounds(at, each)]);
  for (const [each, price] of prices) {
    const name = each.top === 1n ? "one-round" : "rounds";
    const title = each.top === 1n ? "one price, all at once" : `${show(each.top, "rounds")} rounds, prices re-set between them`;
    const line = element("tr");
    const cell = (heading, part, value, unit) => (value === null
      ? noneCell(heading, `${name}-${part}`)
      : dataCell(heading, `${name}-${part}`, toDouble(value), unit));
    line.append(
      element("th", title, { scope: "row" }),
      cell("Mean offer", "offer", price.offer, "years"),
      cell("Share of the cost of trial", "trial-cost", price.shareOfTrialCost, "share"),
      cell("Share of what is at stake", "stake", price.stakeShare, "share"),
    );
    body.append(line);
  }
  const last = prices.at(-1)[1].offer;
  const offer = offerOf(at, at.s);
  if (prices.some(([, price]) => price.offer === null)) note.textContent += ` None here: ${WOULD_BE_PAID}.`;
  if (last === null) return;
  const relation = ["less than", "the same as", "more than"][compare(offer, last) + 1];
  note.textContent += ` The offer is now ${showWithUnit(toDouble(offer), "years")}, ${relation} the last of these.`;
}

// What the phase means, in a sentence.
function sentenceFor(phase, at, rows) {
  const value = (name) => rows.find((row) => row.name === name);
  const shown = (name) => showWithUnit(value(name).value, value(name).unit);
  const count = show(at.N.top, "cases");
  const tipping = value("tipping_holdouts").value === null ? "" :
    `Holding out is a best reply once ${shown("tipping_holdouts")} of the ${count} (${shown("tipping_share")}) hold out, oneself included.`;
  switch (phase) {
    case PHASES[0].name:
      return `Even if all ${count} defendants held out, each would rather plead: the offer ratio, ${shown("offer_ratio")}, is below the chance of trial that would be left, ${shown("collective_price")}.`;
    case PHASES[1].name:
      return `${tipping} But pleading is the safer choice for those unsure of the others: the offer ratio, ${shown("offer_ratio")}, is below the Laplacian ratio, ${shown("laplacian_ratio")}.`;
    case PHASES[2].name:
      return `${tipping} It is also the safer choice for those unsure of the others: the offer ratio, ${shown("offer_ratio")}, is not below the Laplacian ratio, ${shown("laplacian_ratio")}.`;
    default:
      return `Trial costs a defendant no more than the plea, so nobody gains by pleading, whatever the others do.`;
  }
}

// What testimony and a credit make of the game, in two sentences.
function sentenceForWitnesses(kind) {
  const meaning = DATA.kinds.meaning[kind];
  const says = meaning ? `It is ${kind === DATA.kinds.other ? "of no named kind" : `a ${kind}`}: ${meaning}.` : `It is a tie: ${kind}.`;
  return `${says} The diagram and the prices of rounds are of games without testimony and credits; the gain shows where holding out pays.`;
}

function csvOf(stated, at, phase, rows, rounds) {
  const lines = [["kind", "name", "value", "unit", "formula", "meaning"]];
  lines.push(["software", "plea_games", DATA.version, "", "", ""]);
  for (const { name, letter, unit, meaning, field } of stated) {
    lines.push(["parameter", name, field.value.trim(), unit, letter, meaning]);
  }
  lines.push(["result", FORMULAS.phase.name, phase, "", "", FORMULAS.phase.meaning]);
  for (const { name, value, unit, formula, meaning, reason } of rows) {
    lines.push(["threshold", name, value ?? "", unit, formula, reason ? `${meaning}; none here: ${reason}` : meaning]);
  }
  if (rounds && isAtMost(rounds, at.N)) {
    const { offer } = priceInRounds(at, rounds);
    const meaning = "mean offer that the prosecutor can enforce in so many rounds of offers";
    lines.push(["price", "mean_offer", offer === null ? "" : toDouble(offer), "years", "",
      offer === null ? `${meaning}; none here: ${WOULD_BE_PAID}` : meaning]);
  }
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));
  return `${lines.map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}
