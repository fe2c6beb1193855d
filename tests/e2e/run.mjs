// Drives the pages of a running server in headless Chromium: main actions, accessibility in light
// and dark from 320 to 1440 px, sizes, request counts and times. Screenshots go to screenshots/.
//
//   node run.mjs http://127.0.0.1:8080 [--only WORD]
//
// With the program's path in STYRINGSGRAF it also starts servers of its own, over letters that it writes.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { actions, pages } from "./cases.mjs";
import { progress } from "./progress.mjs";

const base = process.argv[2];
if (!base) {
  console.error("usage: node run.mjs http://127.0.0.1:8080 [--only WORD]");
  process.exit(2);
}
const only = process.argv[3] === "--only" ? process.argv[4] : "";
const folder = join(dirname(fileURLToPath(import.meta.url)), "screenshots");
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let passed = 0;
let failed = 0;
async function check(name, body) {
  if (only && !name.includes(only)) return;
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
function must(condition, message) {
  if (!condition) throw new Error(message);
}

/// A page whose requests, console errors and refused loads are watched.
async function watched(context) {
  const page = await context.newPage();
  page.requests = [];
  page.troubles = [];
  page.on("request", (request) => page.requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(message.text());
  });
  page.on("pageerror", (error) => page.troubles.push(error.message));
  return page;
}

/// No violation on what the page shows now, and nothing to scroll sideways for. Leaves a screenshot.
async function accessible(page, shot) {
  await page.screenshot({ path: join(folder, `${shot}.png`) });
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    }),
  );
  const told = found.violations.map(
    (violation) =>
      `${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary?.split("\n")[1]?.trim()}`,
  );
  must(told.length === 0, told.join("; "));
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  must(wide <= 0, `scrolls ${wide} px sideways`);
}

async function linked(from, selector) {
  const page = await browser.newPage();
  await page.goto(base + from);
  const address = await page.locator(selector).first().getAttribute("href");
  await page.close();
  return address;
}

for (const { name, path: given, status = 200, from, first } of pages) {
  // Some addresses are found on another page, as a person finds them.
  const path = from ? await linked(from, first) : given;
  await check(`${name}: size, requests and time`, async () => {
    const context = await browser.newContext();
    const page = await watched(context);
    const answer = await page.goto(base + path, { waitUntil: "networkidle" });
    must(answer.status() === status, `status ${answer.status()}`);
    const bytes = (await answer.body()).length;
    must(bytes < 100 * 1024, `${bytes} bytes`);
    must(page.requests.length <= 5, `${page.requests.length} requests`);
    const strange = page.requests.filter((url) => !url.startsWith(base) && !url.startsWith("data:"));
    must(strange.length === 0, `requests leave the machine: ${strange}`);
    const troubles = page.troubles.filter((text) => status === 200 || !text.includes(String(status)));
    must(troubles.length === 0, troubles.join("; "));
    must((await page.locator("h1").count()) === 1, "not exactly one h1");
    await context.close();
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      await (await fetch(base + path)).arrayBuffer();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    must(times[2] < 20, `median ${times[2].toFixed(1)} ms`);
  });
  for (const scheme of ["light", "dark"]) {
    for (const width of [320, 768, 1440]) {
      await check(`${name}: accessible, ${scheme}, ${width} px`, async () => {
        const context = await browser.newContext({
          bypassCSP: true,
          colorScheme: scheme,
          viewport: { width, height: 900 },
        });
        const page = await context.newPage();
        await page.goto(base + path, { waitUntil: "load" });
        await accessible(page, `${name}-${scheme}-${width}`);
        await context.close();
      });
    }
  }
}

for (const { name, run } of actions) {
  await check(name, async () => {
    const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1200, height: 900 } });
    const page = await watched(context);
    page.setDefaultTimeout(5000);
    await run(page, base, must);
    must(page.troubles.length === 0, page.troubles.join("; "));
    await context.close();
  });
}

if (process.env.STYRINGSGRAF) {
  await progress(process.env.STYRINGSGRAF, { browser, check, must, accessible });
} else {
  console.log("skipped: pages while letters are read in (STYRINGSGRAF names no program)");
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
