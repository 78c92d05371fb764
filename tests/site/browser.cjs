// node browser.cjs TOOLS CHROMIUM FOLDER WORDS [PICTURES] -> what a real browser shows of a site, from its files alone: what
// axe-core finds on every page (light, dark, and narrow: colours do not depend on the width), what it complains of, and what is found of each of
// WORDS (a JSON list in a file) and how fast; a JSON object on standard output. Pictures of some pages go to a folder.
const fs = require("fs");
const path = require("path");
const [tools, chromium, folder, words, pictures] = process.argv.slice(2);
const load = (name) => require(path.join(tools, "node_modules", name));
const axe = fs.readFileSync(path.join(tools, "node_modules", "axe-core", "axe.min.js"), "utf-8");
const address = (name) => "file://" + path.join(folder, name);

function northmark() {
  const data = JSON.parse(fs.readFileSync(path.join(folder, "files", "submissions.json"), "utf-8"));
  const found = data.submissions.find(({ file }) => file.endsWith("northmark.yaml"));
  return found ? "submissions/" + found.key + ".html" : "none";
}

function pages() {
  const within = (part) => fs.readdirSync(path.join(folder, part), { recursive: true })
    .filter((name) => name.endsWith(".html")).map((name) => part + "/" + name);
  const own = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  const leadsOn = (name) => fs.readFileSync(path.join(folder, name), "utf-8").includes('name="wsisc-submission"');
  return [...own, ...within("submissions"), ...within("topics")].filter((name) => !leadsOn(name)).sort();
}

async function judged(browser, found) {
  const page = await watched(browser, found);
  for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 320]]) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const name of pages()) {
      await page.goto(address(name === "search.html" ? "search.html?q=a" : name));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.evaluate(axe); // not by a script element, which the page's policy forbids
      const result = await page.evaluate(() => axe.run({ preload: false }));
      const violations = result.violations.map((each) => `${each.id}: ${each.nodes[0].html}`);
      found.axe[`${name} ${scheme} ${width}`] = { violations, passes: result.passes.length, overflow: Math.max(overflow, 0) };
    }
  }
  await page.close();
}

// How the wide tables (that of gaps is not one) lie on a phone once they are moved to their end, and what print keeps together.
async function measured(browser, found) {
  const page = await watched(browser, found);
  await page.setViewport({ width: 320, height: 900 });
  for (const name of ["coverage.html", "matrix.html"]) {
    await page.goto(address(name));
    found.narrow[name] = await page.evaluate(() => [...document.querySelectorAll(".table:not([aria-labelledby^=gaps] *)")].map((table) => {
      table.scrollLeft = table.scrollWidth;
      const left = (element) => Math.round(element.getBoundingClientRect().left - table.getBoundingClientRect().left);
      const rows = [...table.querySelectorAll("tbody tr")];
      return {
        moved: table.scrollLeft,
        first: [...new Set(rows.map((row) => left(row.firstElementChild)))],
        seen: getComputedStyle(rows[0].firstElementChild).backgroundColor === getComputedStyle(document.body).backgroundColor,
        tallest: Math.max(...rows.map((row) => row.offsetHeight)),
      };
    }));
  }
  await page.emulateMediaType("print");
  await page.goto(address(northmark()));
  const style = (selector, name) => page.evaluate((of, what) => getComputedStyle(document.querySelector(of))[what], selector, name);
  found.print.notes = [await style(".footnotes", "breakInside"), await style(".footnotes hr", "breakAfter")];
  await page.goto(address("matrix.html"));
  found.print.matrix = [await style(".kept:last-of-type", "breakInside"), await style("tfoot", "display")];
  await page.close();
}

async function watched(browser, found) {
  const page = await browser.newPage();
  page.on("console", (message) => found.complaints.push(message.text()));
  page.on("pageerror", (error) => found.complaints.push(error.message));
  page.on("dialog", (dialog) => found.complaints.push("a dialog: " + dialog.message()) && dialog.dismiss());
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) found.complaints.push("asked for " + request.url());
  });
  return page;
}

// Type on the front page, and go on from there as a reader would.
async function searched(browser, found) {
  const page = await watched(browser, found);
  await page.goto(address("index.html"));
  const first = JSON.parse(fs.readFileSync(words, "utf-8"));
  await page.type("#site_q", first[0] || "a");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  found.landed = page.url();
  for (const word of first) {
    found.words[word] = await page.evaluate((text) => {
      const box = document.getElementById("site_q");
      performance.clearMeasures();
      box.value = text;
      box.form.requestSubmit();
      const taken = performance.getEntriesByName("wsisc-search")[0].duration;
      const read = (item) => ({
        href: item.querySelector("a").getAttribute("href"),
        words: item.innerText,
        tagged: item.querySelector(".by-tag")?.textContent ?? "",
        marks: [...item.querySelectorAll("mark")].map((mark) => mark.textContent),
      });
      const list = (id) => [...document.getElementById(id).children];
      const [topics, items] = ["site_topics", "site_found"].map((id) => list(id).map(read));
      const told = document.getElementById("site_told"), first = told.textContent;
      const more = document.getElementById("site_more"), added = [];
      while (!more.hidden) {
        const label = more.textContent, before = list("site_found").length;
        more.click();
        const at = list("site_found").findIndex((item) => item.contains(document.activeElement));
        added.push({ label, before, at, told: told.textContent, items: list("site_found").length });
      }
      return { taken, topics, items, told: first, added };
    }, word);
  }
  const all = Object.values(found.words).flatMap(({ topics, items }) => [...topics, ...items.slice(0, 4)]);
  for (const link of [...new Set(all.map(({ href }) => href))].slice(0, 60)) {
    await page.goto(address(link));
    const there = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)) || "site_main") !== null);
    if (!there) found.complaints.push("nothing at " + link);
  }
  await page.close();
}

// Scroll to a heading in the middle of a submission in several languages, and change the language in both directions.
async function switched(browser, found) {
  const below = pages().find((name) => name.split("/").length === 3);
  if (!below) return;
  const page = await watched(browser, found);
  for (const width of [1280, 400]) {
    await page.setViewport({ width, height: 600 });
    await page.goto(address(below.replace(/\/[^/]*$/, ".html")));
    const steps = [];
    for (const language of ["top", "ar", "zh", "en"]) {
      const link = `.languages a[hreflang=${language === "top" ? "fr" : language}]`;
      const left = await page.evaluate((isTop) => {
        const headings = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")];
        const middle = headings[Math.floor(headings.length / 2)];
        if (!isTop && !location.hash) middle.scrollIntoView();
        return isTop ? "" : middle.id;
      }, language === "top");
      await Promise.all([page.waitForNavigation(), page.click(link)]);
      steps.push({ left, ...await page.evaluate(() => {
        const target = document.getElementById(location.hash.slice(1));
        const bar = document.querySelector(".languages").getBoundingClientRect();
        return { page: location.pathname, hash: location.hash.slice(1), lang: document.documentElement.lang,
          bar: [Math.round(bar.top), Math.round(bar.bottom)], at: target && Math.round(target.getBoundingClientRect().top) };
      }) });
    }
    found.switched[width] = steps;
  }
  await page.close();
}

async function pictured(browser) {
  const shots = JSON.parse(fs.readFileSync(path.join(pictures, "shots.json"), "utf-8"));
  for (const { name, as, scheme, width, height, print } of shots) {
    const page = await browser.newPage();
    await page.setViewport({ width: width || 1280, height: height || 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme || "light" }]);
    await page.goto("file://" + folder + "/" + name);
    if (print) await page.pdf({ path: path.join(pictures, as), preferCSSPageSize: true });
    else await page.screenshot({ path: path.join(pictures, as), fullPage: !height });
    await page.close();
  }
}

(async () => {
  const browser = await load("puppeteer-core").launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const found = { axe: {}, words: {}, narrow: {}, print: {}, switched: {}, complaints: [], landed: "" };
  if (pictures) await pictured(browser);
  else {
    await searched(browser, found);
    if (fs.existsSync(address(northmark()).slice(7))) await measured(browser, found);
    await switched(browser, found);
    await judged(browser, found);
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})();
