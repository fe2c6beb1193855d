// Pages while letters are read in: a server of its own over some hundred letters, one of them a pipe
// that holds the reading up for as long as the test looks.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LETTERS = 300;
const TOKEN = "prove-med-langt-nok-ord";

/// One letter a year to each of many agencies.
function letter(number, tasks = 20) {
  const year = 2000 + (number % 30);
  const agency = `${["Fjell", "Skog", "Myr", "Elve", "Kyst", "Bre", "Dal"][Math.floor(number / 30) % 7]}tilsynet`;
  const sentences = Array.from(
    { length: tasks },
    (_, task) => `${agency} skal føre kontroll med hytte ${number}-${task} innen 1. juni ${year}.\n`,
  );
  return `# Tildelingsbrev ${year} til ${agency} i region ${Math.floor(number / 30)}\n\n## 1 Mål\n\n${sentences.join("\n")}`;
}

/// Starts a server and gives its address once it listens.
async function started(program, folder, paths) {
  const server = spawn(
    program,
    ["serve", "--store", join(folder, "store"), "--listen", "127.0.0.1:0", "--token", TOKEN, ...paths],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let told = "";
  const base = await new Promise((resolve, reject) => {
    server.stderr.on("data", (bytes) => {
      told += bytes;
      const found = told.match(/http:\/\/[\d.:]+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", () => reject(new Error(`the server ended: ${told}`)));
  });
  return { server, base };
}

async function until(condition, what) {
  for (let round = 0; round < 300; round += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited 15 s in vain for ${what}`);
}

export async function progress(program, { browser, check, must, accessible }) {
  const folder = mkdtempSync(join(tmpdir(), "styringsgraf-e2e-"));
  const letters = join(folder, "letters");
  mkdirSync(letters);
  for (let number = 0; number < LETTERS; number += 1) {
    writeFileSync(join(letters, `brev-${String(number).padStart(3, "0")}.md`), letter(number));
  }
  writeFileSync(join(letters, "brev-010-tomt.md"), "");
  const pipe = join(letters, "brev-150-ror.md");
  execFileSync("mkfifo", [pipe]);
  const { server, base } = await started(program, folder, [letters]);
  /// What is loaded once is looked at in both schemes and all widths; the server may go on meanwhile.
  const everywhere = async (page, name) => {
    for (const scheme of ["light", "dark"]) {
      for (const width of [320, 768, 1440]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        await accessible(page, `${name}-${scheme}-${width}`);
      }
    }
  };
  const asked = { headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` }, method: "POST" };
  try {
    await check("progress: without script every page shows how far the reading is, and then itself", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      const answer = await page.goto(`${base}/brev?utvalg=alle`);
      must(answer.status() === 503, `status ${answer.status()}`);
      must(answer.headers()["retry-after"] === "1", "no Retry-After");
      must((await fetch(`${base}/isalive`)).status === 200, "not alive");
      must((await fetch(`${base}/isready`)).status === 503, "ready too early");
      // 150 letters and the empty file come before the pipe. The page loads itself again until then.
      await page.getByText(`151 av ${LETTERS + 2} filer lest`).waitFor({ timeout: 15000 });
      must((await page.getByRole("progressbar").getAttribute("value")) === "151", "another value");
      must(await page.getByText("brev-150-ror.md").isVisible(), "the file being read is not named");
      must(await page.getByText("«brev-010-tomt.md» er tom").isVisible(), "the refused file is not told");
      const graphql = await fetch(`${base}/graphql`, { ...asked, body: '{"query":"{__typename}"}' });
      must(graphql.status === 503, `GraphQL answers ${graphql.status}`);
      must((await graphql.json()).errors[0].extensions.code === "NOT_READY", "another code");
      await page.getByRole("link", { name: "Stopp oppdateringen" }).click();
      must(page.url() === `${base}/brev?utvalg=alle&oppdater=nei`, page.url());
      await page.getByRole("link", { name: "La den oppdatere seg selv" }).click();
      must(page.url() === `${base}/brev?utvalg=alle`, page.url());
      const still = await browser.newContext({ bypassCSP: true });
      const look = await still.newPage();
      await look.goto(`${base}/innlesing?oppdater=nei`);
      await everywhere(look, "progress-waiting");
      await still.close();
      const writer = await open(pipe, "w");
      await writer.writeFile(letter(LETTERS));
      await writer.close();
      await page.getByRole("heading", { level: 1, name: "Brev og rapporter" }).waitFor({ timeout: 15000 });
      must(page.url() === `${base}/brev?utvalg=alle`, page.url());
      must((await fetch(`${base}/isready`)).status === 200, "not ready");
      await context.close();
    });
    await check("progress: an ingest is told on every page and shown on its own", async () => {
      const documents = Array.from({ length: 200 }, (_, at) => ({
        fileName: `nattlig-${at}.md`,
        text: at === 7 ? " " : letter(1000 + at, 200),
      }));
      const query = "mutation($input: IngestInput!) { ingest(input: $input) { job } }";
      const body = JSON.stringify({ query, variables: { input: { job: "natt", documents } } });
      const ingest = fetch(`${base}/graphql`, { ...asked, body });
      const shows = async (path, words) => (await (await fetch(base + path)).text()).includes(words);
      await until(() => shows("/innlesing", "pågår"), "the ingest to begin");
      const context = await browser.newContext({ bypassCSP: true });
      const other = await context.newPage();
      await other.goto(`${base}/hull`);
      const own = await context.newPage();
      await own.goto(`${base}/innlesing?oppdater=nei`);
      must(/Leser inn \d+ av 200 filer/.test(await other.locator("header").innerText()), "no notice");
      must((await own.getByRole("progressbar").count()) === 2, "not one bar an ingest");
      await everywhere(other, "progress-notice");
      await everywhere(own, "progress-running");
      await other.getByRole("link", { name: "Vis innlesingen" }).click();
      must((await (await ingest).json()).data.ingest.job === "natt", "the ingest failed");
      await until(() => shows("/innlesing", "200 av 200 filer lest"), "the ingest to end");
      await own.goto(`${base}/innlesing`);
      must(await own.getByText("«nattlig-7.md» er tom").isVisible(), "the refused file is not told");
      must((await own.getByText("pågår").count()) === 0, "still under way");
      await everywhere(own, "progress-done");
      await own.goto(`${base}/hull`);
      must((await own.getByText("Leser inn").count()) === 0, "the notice stays");
      await own.getByRole("link", { name: "Innlesing av brev" }).click();
      await own.waitForURL("**/innlesing");
      await context.close();
    });
  } finally {
    server.removeAllListeners("exit");
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
