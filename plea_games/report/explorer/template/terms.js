// What organizers, the defence and the state add: chosen from a list, each with its own sliders.
// A term is there if it was chosen, or if its numbers say so; one that is not there is neutral.

const terms = [];

function addTerms(parent, list, onChange) {
  const sides = new Map();
  for (const { name, title, side, parameters, neutral } of DATA.terms) {
    const part = byId("term").content.cloneNode(true).firstElementChild;
    part.querySelector("legend").textContent = title;
    for (const parameter of parameters) addControl(part, parameter, stepsFor(parameter), onChange);
    const letters = parameters.map(({ letter }) => letter);
    const option = element("option", title, { value: name });
    const term = { name, part, letters, neutral, option, isChosen: false };
    const remove = part.querySelector(".remove");
    remove.id = `${name}-remove`;
    remove.setAttribute("aria-label", `Remove: ${title}`);
    remove.addEventListener("click", () => {
      setNeutral(term);
      onChange(control(letters[0]));
      list.focus();
    });
    if (!sides.has(side)) sides.set(side, element("optgroup", "", { label: `by the ${side}` }));
    sides.get(side).append(option);
    parent.append(part);
    terms.push(term);
  }
  list.append(...sides.values());
  list.addEventListener("change", () => {
    const term = terms.find(({ name }) => name === list.value);
    list.value = "";
    term.isChosen = true;
    showTerms();
    control(term.letters[0]).field.focus();
  });
}

function setNeutral(term) {
  term.isChosen = false;
  for (const letter of term.letters) control(letter).field.value = term.neutral[letter];
}

const isThere = ({ isChosen, letters, neutral }) =>
  isChosen || control(letters[0]).field.value.trim() !== neutral[letters[0]];

function showTerms() {
  for (const term of terms) {
    term.part.hidden = !isThere(term);
    term.option.disabled = !term.part.hidden;
  }
}
