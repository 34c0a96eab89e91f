// Shows a question only while the answer that it depends on is given. The portal decides the same
// again when it reads the answers; without JavaScript the condition is said in words.

function chosen(place) {
  const named = [...place.querySelectorAll(":is(input, select, textarea)[name]:not([type=hidden])")];
  const said = named.filter((control) => control.checked || !["checkbox", "radio"].includes(control.type));
  return said.map((control) => control.value).filter((value) => value !== "");
}

export function followConditions(root = document) {
  const places = new Map([...root.querySelectorAll("[data-question]")].map((place) => [place.dataset.question, place]));
  const follow = () => {
    for (const place of places.values()) {
      const { askedIf, askedIfAnswers } = place.dataset;
      const other = places.get(askedIf);
      if (!other) continue;
      const wanted = askedIfAnswers.split(" ").filter(Boolean);
      const given = other.hidden ? [] : chosen(other);
      place.hidden = !(wanted.length ? wanted.some((key) => given.includes(key)) : given.length);
    }
  };
  root.addEventListener("input", follow);
  root.addEventListener("change", follow);
  follow();
}
