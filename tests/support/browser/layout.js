// What is wrong with how a page is laid out, in words: see layout.py.
({ touch, allowed }) => {
  const faults = [];
  const wide = document.documentElement.clientWidth;
  const tell = (kind, element, words) => {
    const where =
      element.tagName.toLowerCase() +
      (element.id ? "#" + element.id : "") +
      [...element.classList]
        .filter((name) => !name.startsWith("svelte-"))
        .map((name) => "." + name)
        .join("");
    faults.push(
      `${kind}: ${where} «${words.trim().replace(/\s+/g, " ").slice(0, 60)}»`,
    );
  };
  const shown = (element) =>
    element.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
    });
  // Words for screen readers only are a pixel wide; they stand there for nobody's eyes.
  const forEyes = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (
        style.clipPath === "inset(50%)" ||
        (style.clip !== "auto" && style.position === "absolute")
      )
        return false;
    }
    return true;
  };
  const clips = (style) =>
    [style.overflowX, style.overflowY].map(
      (way) => way === "hidden" || way === "clip",
    );
  const scrolls = (style) =>
    [style.overflowX, style.overflowY].map(
      (way) => way === "auto" || way === "scroll",
    );

  // Each piece of text that is seen, with the lines it is drawn in.
  const pieces = [];
  const top =
    [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      !node.data.trim() ||
      element.closest(
        "script, style, noscript, option, [aria-hidden='true'] svg",
      )
    )
      continue;
    if (!shown(element) || !forEyes(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(
      (line) => line.width > 1 && line.height > 1,
    );
    if (lines.length) pieces.push({ element, words: node.data, lines });
  }

  // 1. Cut off: by a box of its own or of an ancestor that hides what does not fit. A box that scrolls is a way
  // to it, and a line outside a scrolled box is not drawn at all.
  const drawn = [];
  for (const piece of pieces) {
    const { element, words, lines } = piece;
    const boxes = [];
    for (
      let box = element;
      box && box !== document.documentElement;
      box = box.parentElement
    ) {
      const style = getComputedStyle(box);
      if (style.display === "contents") continue;
      boxes.push({ box, style, frame: box.getBoundingClientRect() });
      if (style.position === "fixed") break;
    }
    let seen = lines,
      cut = false;
    for (const { box, style, frame } of boxes) {
      const [clipX, clipY] = clips(style),
        [scrollX, scrollY] = scrolls(style);
      if (clipX || clipY) {
        cut ||= seen.some(
          (line) =>
            (clipX &&
              (line.right > frame.right + 1.5 ||
                line.left < frame.left - 1.5)) ||
            (clipY &&
              (line.bottom > frame.bottom + 2.5 || line.top < frame.top - 2.5)),
        );
      }
      if (clipX || clipY || scrollX || scrollY) {
        seen = seen
          .filter(
            (line) =>
              line.right > frame.left + 1 &&
              line.left < frame.right - 1 &&
              line.bottom > frame.top + 1 &&
              line.top < frame.bottom - 1,
          )
          .map(
            (line) =>
              new DOMRect(
                Math.max(line.left, frame.left),
                Math.max(line.top, frame.top),
                Math.min(line.right, frame.right) -
                  Math.max(line.left, frame.left),
                Math.min(line.bottom, frame.bottom) -
                  Math.max(line.top, frame.top),
              ),
          );
      }
    }
    const own = getComputedStyle(element);
    if (
      own.textOverflow === "ellipsis" &&
      element.scrollWidth > element.clientWidth + 1 &&
      clips(own)[0]
    )
      cut = true;
    if (cut && !allowed.some((selector) => element.closest(selector)))
      tell("cut off", element, words);
    if (
      !cut &&
      seen.some((line) => line.right > wide + 1.5 || line.left < -1.5)
    )
      tell("outside", element, words);
    if (seen.length) drawn.push({ ...piece, lines: seen });
  }

  // 2. One over the other. What sticks to an edge or lies above the page covers what scrolls below it: so only
  // pieces of the same layer are held against each other.
  const layers = new Map([[null, null]]);
  const layer = (element) => {
    if (!layers.has(element)) {
      const { position } = getComputedStyle(element);
      const own = position === "sticky" || position === "fixed";
      layers.set(element, own ? element : layer(element.parentElement));
    }
    return layers.get(element);
  };
  const flat = drawn
    .flatMap(({ element, words, lines }) => {
      const of = layer(element);
      return lines.map((line) => ({ element, words, line, of }));
    })
    .sort((a, b) => a.line.top - b.line.top);
  const told = new Set();
  for (let i = 0; i < flat.length; i += 1) {
    const a = flat[i];
    for (
      let j = i + 1;
      j < flat.length && flat[j].line.top < a.line.bottom;
      j += 1
    ) {
      const b = flat[j];
      if (a.of !== b.of || (a.element === b.element && a.words === b.words))
        continue;
      const across =
        Math.min(a.line.right, b.line.right) -
        Math.max(a.line.left, b.line.left);
      const down =
        Math.min(a.line.bottom, b.line.bottom) -
        Math.max(a.line.top, b.line.top);
      // Lines stand closer than their letters are high: what counts is ink upon ink.
      const ink = 0.35 * Math.min(a.line.height, b.line.height);
      const pair = a.words + "\u0000" + b.words;
      if (across > 1.5 && down > ink && !told.has(pair)) {
        told.add(pair);
        tell(`over «${a.words.trim().slice(0, 40)}»`, b.element, b.words);
      }
    }
  }

  // 3. Under something that is no word. Boxes that let the finger through cover as well as others do.
  const touchable = new CSSStyleSheet();
  touchable.replaceSync("* { pointer-events: auto !important }");
  document.adoptedStyleSheets.push(touchable);
  const opaque = (element) => {
    const style = getComputedStyle(element);
    if (Number(style.opacity) < 0.5 || style.visibility !== "visible")
      return false;
    if (element instanceof SVGElement)
      return (
        element.tagName !== "svg" &&
        style.fill !== "none" &&
        Number(style.fillOpacity) >= 0.5
      );
    const alpha =
      /rgba\(.*, ([\d.]+)\)$/.exec(style.backgroundColor)?.[1] ?? "1";
    return (
      Number(alpha) >= 0.5 ||
      style.backgroundImage !== "none" ||
      ["IMG", "CANVAS", "VIDEO", "IFRAME"].includes(element.tagName)
    );
  };
  const home = { left: scrollX, top: scrollY };
  /** All that lies at a point of the page as it was measured, the topmost first. What is not in the window is
   * brought there; what sticks to the window stands there at home only. */
  const stackAt = (of, x, y) => {
    const at = () => y + home.top - scrollY;
    if (of !== null && scrollY !== home.top)
      scrollTo({ ...home, behavior: "instant" });
    if (
      of === null &&
      top === document.body &&
      (at() < 2 || at() > innerHeight - 2)
    ) {
      scrollTo({
        left: home.left,
        top: home.top + y - 40,
        behavior: "instant",
      });
    }
    return document
      .elementsFromPoint(x, at())
      .filter((each) => layer(each) === of);
  };
  /** What lies over it, down to this element or what holds it. */
  const above = (element, of, x, y) => {
    const stack = stackAt(of, x, y);
    const own = stack.findIndex(
      (each) => each === element || each.contains(element),
    );
    return own < 0 ? [] : stack.slice(0, own);
  };
  const sticking = (piece) => Number(piece.of !== null);
  for (const { element, words, line, of } of flat.toSorted(
    (a, b) => sticking(a) - sticking(b),
  )) {
    const middle = (line.top + line.bottom) / 2;
    const across = [
      line.left + 3,
      (line.left + line.right) / 2,
      line.right - 3,
    ];
    if (across.some((x) => above(element, of, x, middle).some(opaque)))
      tell("covered", element, words);
  }

  scrollTo({ ...home, behavior: "instant" });

  // 4. Struck through by a line of the page's own that no word belongs to: neither over nor under a word.
  const thin = [...top.querySelectorAll("*")]
    .map((each) => ({ each, frame: each.getBoundingClientRect() }))
    .filter(
      ({ each, frame: { width, height } }) =>
        Math.min(width, height) <= 4 &&
        Math.max(width, height) >= 12 &&
        width * height > 0 &&
        !each.textContent.trim() &&
        shown(each) &&
        forEyes(each) &&
        opaque(each),
    );
  for (const { each, frame } of thin) {
    for (const { element, words, line, of } of flat) {
      const third = line.height / 3;
      const left = Math.max(line.left + 1, frame.left),
        right = Math.min(line.right - 1, frame.right),
        upper = Math.max(line.top + third, frame.top),
        lower = Math.min(line.bottom - third, frame.bottom);
      if (left >= right || upper >= lower || layer(each) !== of) continue;
      const stack = stackAt(of, (left + right) / 2, (upper + lower) / 2);
      const place = stack.indexOf(each);
      if (place >= 0 && !stack.slice(0, place).some(opaque))
        tell("struck through", element, words);
    }
  }
  scrollTo({ ...home, behavior: "instant" });
  document.adoptedStyleSheets.pop();

  // 5. Wider than its window.
  const spare = document.documentElement.scrollWidth - wide;
  if (spare > 0) faults.push(`wider than the window by ${spare} px`);

  // 6. What is pressed. A link within a sentence is as high as its line; a radio is as large as its label.
  const least = touch ? 44 : 24;
  for (const target of top.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [role=button]",
  )) {
    if (
      target.type === "hidden" ||
      target.disabled ||
      !shown(target) ||
      !forEyes(target)
    )
      continue;
    const sized = ["radio", "checkbox"].includes(target.type)
      ? (target.closest("label") ?? target)
      : target;
    const inSentence =
      target.tagName === "A" && getComputedStyle(target).display === "inline";
    const { width, height } = sized.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const floor = inSentence ? 0 : least;
    if (Math.min(width, height) < floor - 0.5) {
      tell(
        `small (${Math.round(width)}×${Math.round(height)})`,
        sized,
        sized.textContent || target.ariaLabel || "",
      );
    }
  }
  return [...new Set(faults)];
};
