// Suggestions while somebody types into <input data-suggest="address">, after the ARIA 1.2 combobox
// pattern: a list below the field, arrows move, Enter opens, Escape closes. Without it, or while
// the line is slow, the search button does the same.

const DEBOUNCE_MS = 200;
const SLOW_MS = 600;
const FEWEST = 2;

function build(input) {
  const box = document.createElement("div");
  box.className = "suggest";
  const list = document.createElement("ul");
  list.className = "suggest-list";
  list.id = `${input.id}-list`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  const state = document.createElement("p");
  state.className = "suggest-state";
  state.setAttribute("role", "status");
  input.replaceWith(box);
  box.append(input, list);
  box.after(state);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  return { list, state };
}

function option(input, found, number) {
  const item = document.createElement("li");
  item.id = `${input.id}-option-${number}`;
  item.dataset.url = found.url;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const name = document.createElement("span");
  name.textContent = found.name;
  const place = document.createElement("small");
  place.textContent = `${found.place} · ${found.code}`;
  item.append(name, place);
  return item;
}

function combobox(input) {
  const { list, state } = build(input);
  const known = new Map();
  let asking = null;
  let pause = 0;
  let active = -1;

  const words = () => input.value.trim().replace(/\s+/g, " ");

  function choose(number) {
    const items = list.children;
    items[active]?.setAttribute("aria-selected", "false");
    active = number;
    const item = items[active];
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", item.id);
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  function fill(found) {
    choose(-1);
    list.replaceChildren(...found.map((each, number) => option(input, each, number)));
    show(found.length > 0);
    const said = found.length ? input.dataset.suggestSome : input.dataset.suggestNone;
    state.textContent = said.replace("#", found.length);
  }

  async function ask(wanted) {
    asking?.abort();
    asking = new AbortController();
    const slow = setTimeout(() => { state.textContent = input.dataset.suggestSlow; }, SLOW_MS);
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(wanted)}`;
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      known.set(wanted, (await answer.json()).found);
      if (wanted === words()) fill(known.get(wanted));
    } catch (error) {
      if (error.name !== "AbortError") {
        show(false);
        state.textContent = input.dataset.suggestFailed;
      }
    } finally {
      clearTimeout(slow);
    }
  }

  function typed() {
    clearTimeout(pause);
    const wanted = words();
    if (wanted.length < FEWEST) {
      asking?.abort();
      state.textContent = "";
      show(false);
    } else if (known.has(wanted)) fill(known.get(wanted));
    else pause = setTimeout(() => ask(wanted), DEBOUNCE_MS);
  }

  function pressed(event) {
    const count = list.children.length;
    if (event.isComposing || !count) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const first = step === 1 ? 0 : count - 1;
      choose(active === -1 ? first : (active + step + count) % count);
    } else if (event.key === "Enter" && active !== -1) {
      event.preventDefault();
      window.location.assign(list.children[active].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  }

  input.addEventListener("input", typed);
  input.addEventListener("keydown", pressed);
  input.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) window.location.assign(item.dataset.url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
