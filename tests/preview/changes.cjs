// node changes.cjs TOOLS CHROMIUM ADDRESS FILE -> what a real browser shows of the tab of changes, while this program plays
// the editor; a JSON object on standard output.
const fs = require("fs");
const path = require("path");
const [tools, chromium, address, file] = process.argv.slice(2);
const load = (name) => require(path.join(tools, "node_modules", name));

(async () => {
  const browser = await load("puppeteer-core").launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const found = { complaints: [] };
  const page = await browser.newPage();
  page.on("console", (message) => found.complaints.push(message.text()));
  page.on("pageerror", (error) => found.complaints.push(error.message));
  const view = async () => (await page.$("#changes")).contentFrame();
  const until = async (wanted) => {
    const end = Date.now() + 30000;
    while (!(await Promise.resolve().then(wanted).catch(() => false))) {
      if (Date.now() > end) throw new Error("waited in vain for " + wanted);
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  await until(() => page.$eval("#condition", (element) => element.classList.contains("sound")));

  // by keyboard: backwards from the first tab to the last one
  await page.focus("#tab-page");
  await page.keyboard.press("ArrowLeft");
  found.tab = await page.evaluate(() => document.activeElement.id);
  await until(async () => (await (await view()).$eval("main", (main) => main.innerText)).includes("No differences."));

  const save = (text) => {
    fs.writeFileSync(file + ".new", text);
    fs.renameSync(file + ".new", file);
  };
  const original = fs.readFileSync(file, "utf-8");
  save(original.replace("During the reporting period", "Throughout the reporting period"));
  await until(async () => (await view()).$(".inline ins"));
  await (await view()).click("#view-inline");
  await (await view()).evaluate(() => scrollTo(0, 120));
  found.ground = await (await view()).$eval(".inline ins", (element) => getComputedStyle(element).backgroundColor);
  save(original.replace("During the reporting period", "Within the whole reporting period"));
  await until(async () => (await (await view()).$eval(".inline ins", (element) => element.innerText)).includes("Within"));
  await until(async () => (await view()).$eval("#view-inline", (input) => input.checked));
  found.top = await (await view()).evaluate(() => Math.round(scrollY));
  found.axe = {};
  await page.close();
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      const other = await browser.newPage();
      await other.setBypassCSP(true);
      await other.setViewport({ width, height: 900 });
      await other.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await other.goto(new URL("changes", address).href);
      await other.addScriptTag({ path: path.join(tools, "node_modules", "axe-core", "axe.min.js") });
      for (const kind of ["inline", "side"]) {
        if (kind === "inline") await other.click("#view-inline");
        else await other.click("input[type=radio]:not(#view-inline)");
        const result = await other.evaluate(() => axe.run(document));
        found.axe[`${scheme} ${width} ${kind}`] = {
          violations: result.violations.map((each) => `${each.id}: ${each.nodes[0].html}`),
          passes: result.passes.length,
          overflow: await other.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0)),
        };
      }
      await other.close();
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
