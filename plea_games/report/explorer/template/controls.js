// Sliders and number fields. A field holds what the number is; its slider shows the nearest step.

const MANTISSAS = [];
for (let m = 10; m < 100; m += m < 20 ? 1 : m < 50 ? 2 : 5) MANTISSAS.push(m);

// Steps that grow with the number, as texts, from 10^first to the greatest.
function growingSteps(first, greatest, isWhole = false) {
  const steps = [];
  for (let exponent = first; 10 ** exponent <= greatest; exponent += 1) {
    for (const m of MANTISSAS) {
      if (isWhole && exponent === 0 && m % 10) continue;
      const value = Number((m * 10 ** (exponent - 1)).toPrecision(2));
      if (value <= greatest) steps.push(String(value));
    }
  }
  return steps;
}

const evenSteps = (count) => Array.from({ length: count + 1 }, (_, i) => String(i / count));
const YEARS = ["0", ...growingSteps(-2, 50)];
// By unit and range; how many can be tried is moved by the trial rate.
function stepsFor({ letter, unit, minimum, maximum }) {
  if (letter === "K") return undefined;
  if (letter === "q_w") return ["0", ...growingSteps(-4, 1)]; // of one witness among many
  if (unit === "share") return evenSteps(100);
  if (unit === "years") return YEARS;
  const greatest = Math.min(maximum ?? 100, unit === "rounds" ? 100 : 1e6);
  const steps = growingSteps(0, greatest, COUNTS.has(unit));
  return minimum ? steps : ["0", ...steps];
}

const RATE = {
  name: "trial_rate", label: "Trial rate", letter: "κ", sign: "κ", unit: "share",
  meaning: "share of the caseload that can be tried; sets K to the nearest whole number of cases",
  remedy: "write 5% as 5",
};
const RATE_STEPS = ["0", ...growingSteps(-1, 100)]; // in per cent

const controls = [];
const control = (letter) => controls.find((each) => each.letter === letter);

function addControl(parent, parameter, steps, onChange) {
  const part = document.getElementById("control").content.cloneNode(true).firstElementChild;
  const [field, slider] = [part.querySelector(".field"), part.querySelector(".slider")];
  const [label, hint, fault] = ["label", ".hint", ".fault"].map((each) => part.querySelector(each));
  field.id = `${parameter.name}-field`;
  hint.id = `${parameter.name}-hint`;
  fault.id = `${parameter.name}-fault`;
  label.htmlFor = field.id;
  label.textContent = `${parameter.label} ${parameter.sign}`;
  hint.textContent = parameter.meaning;
  part.querySelector(".unit").textContent = fieldUnit(parameter);
  field.setAttribute("aria-describedby", `${hint.id} ${fault.id}`);
  const made = { ...parameter, field, slider, hint, fault, steps, sizes: steps?.map(Number) };
  if (steps) {
    slider.id = `${parameter.name}-slider`;
    slider.max = steps.length - 1;
    slider.setAttribute("aria-label", `${parameter.label} ${parameter.sign}, slider`);
    slider.addEventListener("input", () => {
      field.value = steps[slider.valueAsNumber];
      onChange(made, slider);
    });
  } else {
    slider.remove();
  }
  field.addEventListener("input", () => onChange(made, field));
  controls.push(made);
  parent.append(part);
}

const fieldUnit = ({ letter, unit }) =>
  letter === RATE.letter ? "%" : unit === "share" ? "0 to 1" : unit;

// Its number, or null with the rule that it breaks.
function readControl({ field, isCount, minimum, maximum, rule, remedy }) {
  const number = readFraction(field.value);
  if (!number) return { fault: `${DATA.numberForms}; ${remedy}` };
  const isAllowed = isAtLeast(number, fraction(BigInt(minimum)))
    && (maximum === null || isAtMost(number, fraction(BigInt(maximum))))
    && (!isCount || isWhole(number));
  return isAllowed ? { number } : { fault: `${rule}; ${remedy}` };
}

function showFault({ field, fault }, text) {
  field.toggleAttribute("aria-invalid", Boolean(text));
  if (text) field.setAttribute("aria-invalid", "true");
  fault.hidden = !text;
  fault.textContent = text ?? "";
}

// Unless the reader is just moving it.
function placeSlider({ slider, sizes }, size, text, moved) {
  slider.setAttribute("aria-valuetext", text);
  if (slider === moved) return;
  const near = sizes.findIndex((each) => each >= size);
  const after = near < 0 ? sizes.length - 1 : near;
  const before = Math.max(after - 1, 0);
  slider.value = size - sizes[before] < sizes[after] - size ? before : after;
}
