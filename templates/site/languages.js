// Adds the section that is being read to the links of the language switch: it has the same id in all languages. Without
// this script the links lead to the beginning.
"use strict";
(() => {
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)[id]")];
  const NEAR = 0.4; // of the height of the window: what begins above that is being read rather than what ends there
  const top = (heading) => heading.getBoundingClientRect().top;
  const isSeen = (heading) => top(heading) >= 0 && top(heading) < window.innerHeight;

  // The heading that the address names, if it is still to be seen; otherwise the one at the top of the window.
  function reading(known) {
    const named = known.find((heading) => "#" + encodeURIComponent(heading.id) === location.hash);
    if (named && isSeen(named)) return named;
    const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8;
    const passed = known.filter((heading) => top(heading) <= line).pop();
    if (passed && isSeen(passed)) return passed;
    const next = known.find((heading) => top(heading) > line);
    return next && top(next) < NEAR * window.innerHeight ? next : passed;
  }

  function keepPlace({ currentTarget: link }) {
    const missing = (link.dataset.missing || "").split(" ");
    const heading = reading(headings.filter(({ id }) => !missing.includes(id)));
    link.hash = heading && window.scrollY > 0 ? heading.id : "";
  }

  for (const link of document.querySelectorAll(".languages a:not([aria-current])")) {
    for (const event of ["pointerenter", "focus", "click"]) link.addEventListener(event, keepPlace);
  }
})();
