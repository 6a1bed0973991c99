// What has the focus, where it stands, and whether it can be seen: see focus.py. None: the page itself has it.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  // A switch of one's own is drawn by its label; the button itself is as good as invisible.
  const label = element.matches("input") ? element.closest("label") : null;
  const drawn = label ?? element;
  const { left, top, right, bottom } = drawn.getBoundingClientRect();
  const ringed = (each, part) => {
    const style = getComputedStyle(each, part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== "none";
  };
  const around = [element, label, element.nextElementSibling, element.parentElement];
  const visible = around.some(
    (each) => each && (ringed(each) || ringed(each, "::before") || ringed(each, "::after")),
  );
  const inside = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (drawn.contains(hit) || hit.contains(drawn));
  };
  const [wide, high] = [document.documentElement.clientWidth, innerHeight];
  const across = [0.1, 0.5, 0.9].map((part) => left + part * (right - left));
  const down = [0.1, 0.5, 0.9].map((part) => top + part * (bottom - top));
  const seen = across.some((x) =>
    down.some((y) => x >= 0 && x <= wide && y >= 0 && y <= high && inside(x, y)),
  );
  let stuck = false;
  for (let box = drawn; box; box = box.parentElement) {
    stuck ||= ["sticky", "fixed"].includes(getComputedStyle(box).position);
  }
  const words = (element.ariaLabel || drawn.textContent || "").trim().replace(/\s+/g, " ");
  return {
    number: window.stops.get(element),
    name: `${element.tagName.toLowerCase()} «${words.slice(0, 40)}»`,
    place: [left + scrollX, top + scrollY, right + scrollX, bottom + scrollY],
    visible,
    seen,
    stuck,
    modal: element.closest("dialog:modal") !== null,
  };
}
