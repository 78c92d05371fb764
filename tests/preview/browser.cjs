// node browser.cjs TOOLS CHROMIUM ADDRESS FILE -> what a real browser shows of a preview, while this program plays the
// editor; a JSON object on standard output.
const fs = require("fs");
const path = require("path");
const [tools, chromium, address, file] = process.argv.slice(2);
const load = (name) => require(path.join(tools, "node_modules", name));
const original = fs.readFileSync(file, "utf-8");

function save(text) {
  fs.writeFileSync(file + ".new", text);
  fs.renameSync(file + ".new", file);
}

(async () => {
  const browser = await load("puppeteer-core").launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const found = { complaints: [], axe: {} };
  const page = await browser.newPage();
  await browser.defaultBrowserContext().overridePermissions(new URL(address).origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
  page.on("console", (message) => found.complaints.push(message.text()));
  page.on("pageerror", (error) => found.complaints.push(error.message));
  page.on("dialog", (dialog) => found.complaints.push("a dialog: " + dialog.message()) && dialog.dismiss());
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:")) found.complaints.push("asked for " + request.url());
  });
  const frame = () => page.frames().find((each) => each.parentFrame());
  const text = () => frame().evaluate(() => document.querySelector("main").innerText);
  const condition = () => page.$eval("#condition", (element) => element.className.split(" ").at(-1));
  const until = async (wanted) => {
    const end = Date.now() + 30000;
    const holds = async () => Promise.resolve().then(wanted).catch(() => false); // while a page is being replaced
    while (!(await holds())) {
      if (Date.now() > end) throw new Error("waited in vain for " + wanted);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const scrolled = () => frame().evaluate(() => Math.round(document.scrollingElement.scrollTop));

  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  await until(async () => (await condition()) === "sound" && frame() && (await frame().$(".place")));
  found.places = await frame().evaluate(() => [...document.querySelectorAll(".place")].length);

  // edit, with the reader in the middle of the page
  await frame().evaluate(() => document.querySelectorAll("h2")[1].scrollIntoView());
  const before = await frame().evaluate(() => document.querySelectorAll("h2")[1].getBoundingClientRect().top);
  save(original.replace("During the reporting period", "A new paragraph above.\n\n      Edited: during the reporting period"));
  await until(async () => (await text()).includes("Edited:"));
  found.moved = Math.abs((await frame().evaluate(() => document.querySelectorAll("h2")[1].getBoundingClientRect().top)) - before);
  found.line = await frame().evaluate(() => [...document.querySelectorAll("main p")].find((each) => each.innerText.includes("Edited:")).dataset.line);
  found.shown = await frame().evaluate(() => [...document.querySelectorAll("main p")].find((each) => each.innerText.includes("Edited:")).querySelector(".place").textContent);

  // an error: the page stays, the problem leads to its paragraph
  const at = await scrolled();
  save(original.replace("During the reporting period", "A new paragraph above.\n\n      Edited:[^missing] during the reporting period"));
  await until(async () => (await condition()) === "broken");
  found.stays = (await text()).includes("Edited:") && Math.abs((await scrolled()) - at) <= 1;
  found.told = await page.$eval("#condition", (element) => element.innerText);
  found.problem = await page.$eval(".problem.error", (element) => element.innerText);
  await page.click(".problem.error .go");
  await until(() => frame().evaluate(() => document.querySelector(".pointed")));
  found.pointed = await frame().evaluate(() => document.querySelector(".pointed").innerText);
  await page.click(".problem.error .copy");
  await until(() => page.$eval("#told", (element) => element.innerText));
  found.copied = await page.evaluate(() => navigator.clipboard.readText());

  // repair
  save(original);
  await until(async () => (await condition()) === "sound" && (await text()).includes("During the reporting"));
  found.repaired = !(await text()).includes("Edited:");

  // by keyboard: the next place, and copy it
  await frame().evaluate(() => document.querySelector('.place[tabindex="0"]').focus());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(async () => (await page.$eval("#told", (element) => element.innerText)).endsWith(":16"));
  found.second = await page.evaluate(() => navigator.clipboard.readText());

  // the printed pages, with their own time
  await page.focus("#tab-page");
  await page.keyboard.press("ArrowRight");
  await until(() => page.$$eval("#sheets img", (all) => all.length === 7 && all[0].complete && all[0].naturalWidth));
  found.sheets = await page.$$eval("#sheets img", (all) => all.map((each) => each.alt));
  found.isAway = await page.$eval("#panel-page", (element) => getComputedStyle(element).display);

  // reload
  await page.reload();
  await until(async () => frame() && (await frame().$(".place")));
  found.reloaded = (await text()).includes("During the reporting");

  // HTML everywhere
  const evil = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  save(original.replace(/^title: .*/m, `title: '${evil}'`).replace(/  name: .*/, `  name: '${evil}'`));
  await until(async () => (await text()).includes(evil));
  save(original.replace(/^title: .*/m, `title: '${evil}'\n'${evil}': '${evil}'`).replace("During", `During ${evil} [^${evil}]`));
  await until(async () => (await condition()) === "broken");
  found.evil = (await page.$eval("#problems", (element) => element.innerText)).includes("<script>");
  found.foreign = (await page.$$eval("img:not(#sheets img), script:not([src='preview.js'])", (all) => all.length))
    + (await frame().$$eval("img, script", (all) => all.length));

  // Arabic words: each stands by itself
  save(original.replace("During the reporting period", "خلال الفترة المشمولة بالتقرير (ESCWA) في 12 بلدا.\n\n      During").replace(/^title: .*/m, "title: تقرير 2022 (WSIS)"));
  await until(async () => (await text()).includes("خلال"));
  found.isolated = await frame().evaluate(() =>
    [...document.querySelectorAll(".place")].every((each) => getComputedStyle(each).unicodeBidi === "plaintext"));
  await frame().evaluate(() => (document.documentElement.dir = "rtl"));
  found.side = await frame().evaluate(() => {
    const place = document.querySelector("main > p .place");
    return place.getBoundingClientRect().left > document.querySelector("main > p").getBoundingClientRect().right - 5;
  });
  await frame().evaluate(() => (document.documentElement.dir = "ltr"));

  save(original);
  await until(async () => (await condition()) === "sound" && !(await text()).includes("خلال"));
  const decorated = await frame().$eval("main", (main) => main.innerHTML);

  // axe, light, dark, wide, narrow, sound and broken; the shell and the document with its margin, each by itself
  await page.close();
  for (const [name, content] of [["sound", original], ["broken", original.replace("During", "During[^missing]")]]) {
    save(content);
    for (const scheme of ["light", "dark"]) {
      for (const width of [1700, 1280, 320]) {
        for (const part of ["", "document"]) {
          const other = await browser.newPage();
          await other.setBypassCSP(true);
          await other.setViewport({ width, height: 900 });
          await other.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await other.goto(address + part);
          if (part) {
            await other.evaluate((html) => (document.querySelector("main").innerHTML = html), decorated);
          } else {
            await other.waitForFunction((wanted) => document.querySelector("#condition." + wanted), {}, name);
            await other.waitForSelector("#sheets img");
          }
          await other.addScriptTag({ path: path.join(tools, "node_modules", "axe-core", "axe.min.js") });
          const result = await other.evaluate((more) => axe.run(document, { iframes: false, ...more }), part ? {} : { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
          found.axe[`${name} ${scheme} ${width} ${part || "shell"}`] = {
            violations: result.violations.map((each) => `${each.id}: ${each.nodes[0].html}`),
            passes: result.passes.length,
            overflow: await other.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0)),
          };
          await other.close();
        }
      }
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
