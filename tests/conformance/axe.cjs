// node axe.cjs TOOLS CHROMIUM PAGE... -> a JSON object: for each page, scheme and width, what axe-core finds,
// and how far the page is wider than the window.
const path = require("path");
const [tools, chromium, ...pages] = process.argv.slice(2);
const load = (name) => require(path.join(tools, "node_modules", name));

(async () => {
  const browser = await load("puppeteer-core").launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const found = {};
  for (const file of pages) {
    for (const scheme of ["light", "dark"]) {
      for (const width of [1280, 320]) {
        const page = await browser.newPage();
        await page.setBypassCSP(true);  // for axe itself
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.goto("file://" + file);
        await page.addScriptTag({ path: path.join(tools, "node_modules", "axe-core", "axe.min.js") });
        const result = await page.evaluate(() => axe.run());
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        found[`${path.basename(file)} ${scheme} ${width}`] = {
          violations: result.violations.map((each) => `${each.id}: ${each.nodes[0].html}`),
          passes: result.passes.length,
          overflow: Math.max(overflow, 0),
        };
        await page.close();
      }
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})();
