/* Says why nothing comes: the browser is too old, or the client's scripts failed to load or to start.
 * Runs before them, in any browser there is: so it is written in the JavaScript of 2009, is no module, and is
 * handed out as it stands here. Its texts stand in the page (build_page_texts.ts). */
(function () {
  "use strict";
  var page = document.documentElement;
  var SLOW_MS = 10000;

  /* What the client cannot do without, one for each step by which browsers of these years differ; the versions
   * that all have it are in oldest_browsers.json. What it can do without it asks for itself. */
  function missing() {
    var css = window.CSS && CSS.supports;
    return (
      !("noModule" in document.createElement("script")) ||
      !Object.hasOwn ||
      !Object.fromEntries ||
      !Array.prototype.at ||
      !Array.prototype.flatMap ||
      !String.prototype.replaceAll ||
      !Element.prototype.replaceChildren ||
      !window.Proxy ||
      !window.WebSocket ||
      !window.matchMedia ||
      !window.AbortController ||
      !window.ResizeObserver ||
      !window.IntersectionObserver ||
      !window.queueMicrotask ||
      !window.HTMLDialogElement ||
      !window.HTMLDialogElement.prototype.showModal ||
      !window.crypto ||
      !crypto.getRandomValues ||
      !window.Intl ||
      !Intl.PluralRules ||
      !Intl.ListFormat ||
      !css ||
      !CSS.supports("color", "color-mix(in srgb, red, blue)") ||
      !CSS.supports("container-type", "inline-size") ||
      !CSS.supports("grid-template-columns", "subgrid") ||
      !CSS.supports("selector(:has(*))")
    );
  }

  function started() {
    return !document.querySelector("#app > .boot");
  }

  /* In the reader's language where there is a text in it, else in the first one. */
  function say(trouble) {
    if (started() || document.querySelector("#app > [role=alert]")) return;
    var texts = document.getElementById("troubles");
    var all = (texts.content || texts).querySelectorAll("." + trouble);
    var wanted = String(navigator.language || "").toLowerCase();
    var found = all[0];
    for (var i = 0; i < all.length; i += 1) {
      var language = all[i].lang.toLowerCase();
      if (wanted === language || wanted.indexOf(language + "-") === 0) found = all[i];
    }
    var said = found.cloneNode(true);
    said.className = "boot-trouble";
    if (trouble !== "still_loading") said.setAttribute("role", "alert");
    var earlier = document.querySelector("#app > .boot-trouble");
    if (earlier) earlier.parentNode.removeChild(earlier);
    document.getElementById("app").appendChild(said);
  }

  function failed() {
    say("not_started");
  }

  if (missing()) {
    page.setAttribute("data-too-old", "");
    say("too_old");
    return;
  }
  window.addEventListener("error", failed);
  window.addEventListener("unhandledrejection", failed);
  /* Comes after the scripts have run, and just so where they failed to come. */
  window.addEventListener("load", function () {
    if (!page.hasAttribute("data-begun")) failed();
  });
  setTimeout(function () {
    say("still_loading");
  }, SLOW_MS);
})();
