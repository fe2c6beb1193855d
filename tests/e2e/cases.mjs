// The pages to look at, and what a person does on them. The server holds the shipped corpus.
const letter = "mal-og-disponeringsbrev-2024";
const before = "mal-og-disponeringsbrev-2023";

export const pages = [
  { name: "start", path: "/" },
  { name: "search", path: "/?q=ungdomsgaranti%20%C3%A5tte%20uker" },
  { name: "search-filtered", path: "/?q=oppf%C3%B8lging&enhet=nav-kontor&styrke=MUST" },
  { name: "search-empty", path: "/?q=xyzzyqwerty" },
  { name: "letters", path: "/brev" },
  { name: "letter", path: `/brev/${letter}` },
  { name: "letter-table", path: "/brev/tildelingsbrev-2024?vis=styringsparametere" },
  { name: "letter-budget", path: "/brev/tildelingsbrev-2024?vis=budsjett" },
  { name: "letter-report", path: "/brev/arsrapport-2024?del=2" },
  { name: "requirement", path: "/krav/", first: "a.obligation", from: `/brev/${letter}` },
  { name: "units", path: "/enhet" },
  { name: "unit", path: "/enhet/nav-kontor?ar=2024" },
  { name: "target-group", path: "/malgruppe/unge-under-30?ar=2024" },
  { name: "changes", path: "/endringer" },
  { name: "changes-pair", path: `/endringer/${before}/${letter}` },
  { name: "gaps", path: "/hull" },
  { name: "ingest", path: "/innlesing" },
  { name: "api", path: "/api" },
  { name: "console", path: "/graphql" },
  { name: "missing", path: "/finnes-ikke", status: 404 },
];

export const actions = [
  {
    name: "a search finds the requirement, marks the words and leads to its proof",
    async run(page, base, must) {
      await page.goto(base);
      await page.getByLabel("Søkeord").fill("ungdomsgaranti åtte uker");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/?q=*");
      must((await page.locator(".hits mark").count()) > 0, "nothing is marked");
      must(/Viser 1–\d+ av \d+ · \d+ av \d+ dokumenter lest/.test(await page.locator("main").innerText()), "no coverage line");
      await page.locator(".hits li:has(.modality) h2 a").first().click();
      await page.waitForURL("**/krav/**");
      must((await page.locator("main .modality").count()) > 0, "no modality mark");
      must((await page.locator("main .proof").count()) > 0, "no proof");
      must((await page.locator("svg.picture").count()) === 1, "no picture of the chain");
      must((await page.locator("#hvorfor ~ ol li").count()) > 1, "no steps of the why");
    },
  },
  {
    name: "a facet narrows the search and stands in the address",
    async run(page, base, must) {
      await page.goto(`${base}/?q=oppf%C3%B8lging`);
      const all = await page.locator("[role=status]").innerText();
      await page.locator(".facets a", { hasText: "BØR" }).first().click();
      must(page.url().includes("styrke=SHOULD"), page.url());
      must((await page.locator("[role=status]").innerText()) !== all, "the list is as long as before");
      must((await page.locator(".hits .modality.must").count()) === 0, "a skal is left");
      await page.locator(".chips a", { hasText: "Styrke: BØR" }).click();
      must(!page.url().includes("styrke"), page.url());
    },
  },
  {
    name: "a misspelt word gets a suggestion",
    async run(page, base, must) {
      await page.goto(`${base}/?q=ungdomsgaratni`);
      await page.getByText("Mente du").waitFor();
      must((await page.locator(".hits li").count()) > 0, "no hits");
    },
  },
  {
    name: "the hits come as CSV and as Excel",
    async run(page, base, must) {
      await page.goto(`${base}/?q=rapportering`);
      for (const [word, name] of [["CSV", "krav.csv"], ["Excel", "krav.xlsx"]]) {
        const waiting = page.waitForEvent("download");
        await page.getByText(`Last ned kravene som ${word}`).click();
        const download = await waiting;
        must(download.suggestedFilename() === name, download.suggestedFilename());
      }
    },
  },
  {
    name: "the key / leads to the search field",
    async run(page, base, must) {
      await page.goto(base);
      await page.locator("h1").click();
      await page.keyboard.press("/");
      must((await page.evaluate(() => document.activeElement.id)) === "q", "focus is elsewhere");
    },
  },
  {
    name: "a letter leads to the proof of a requirement",
    async run(page, base, must) {
      await page.goto(`${base}/brev/${letter}`);
      // By keyboard: the middle of a link that runs over two lines lies beside its words.
      await page.locator("a.obligation").first().press("Enter");
      await page.waitForURL("**/krav/**");
      must((await page.locator("main .proof").count()) > 0, "no proof");
      await page.getByRole("link", { name: /, \d/ }).first().click();
      await page.waitForURL("**/brev/**#s*");
    },
  },
  {
    name: "a unit shows what applies, by year, and why",
    async run(page, base, must) {
      await page.goto(`${base}/enhet/nav-kontor`);
      must((await page.locator("article.hit").count()) > 5, "too few requirements");
      await page.getByRole("link", { name: "2023" }).first().click();
      await page.waitForURL("**ar=2023**");
      must((await page.locator("h1").innerText()).includes("2023"), "the heading has another year");
      await page.getByText("Hele begrunnelsen").first().click();
      await page.waitForURL("**/krav/**enhet=nav-kontor**");
      must((await page.locator("#hvorfor ~ ol li").count()) > 1, "no steps of the why");
    },
  },
  {
    name: "a target group leads to a requirement",
    async run(page, base, must) {
      await page.goto(`${base}/malgruppe/unge-under-30`);
      await page.locator("article.hit h3 a").first().click();
      await page.waitForURL("**/krav/**");
    },
  },
  {
    name: "two letters are compared, strengthened first, and filtered",
    async run(page, base, must) {
      await page.goto(`${base}/endringer`);
      await page.getByRole("link", { name: /2023.*→.*2024/ }).first().click();
      await page.waitForURL("**/endringer/**");
      must((await page.locator("article.hit ins, article.hit del").count()) > 0, "no words are marked");
      await page.locator(".chips a", { hasText: "Nye" }).click();
      must((await page.locator("article.hit del").count()) === 0, "a new one has deleted words");
    },
  },
  {
    name: "gaps are listed and lead to their requirement",
    async run(page, base, must) {
      await page.goto(`${base}/hull`);
      must((await page.locator(".chips a").count()) > 0, "no lists of gaps");
      await page.locator("article.hit h3 a").first().click();
      await page.waitForURL("**/krav/**");
    },
  },
  {
    name: "a ready query runs in the console",
    async run(page, base, must) {
      await page.goto(`${base}/api`);
      await page.getByText("Åpne i konsollen").nth(1).click();
      await page.waitForURL("**/graphql?query=**");
      await page.getByRole("button", { name: /kjør|run/i }).click();
      await page.waitForFunction(() => document.body.innerText.includes("totalCount\":"), undefined, { timeout: 5000 });
    },
  },
  {
    name: "the first tab stop skips to the content",
    async run(page, base, must) {
      await page.goto(`${base}/brev`);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      must((await page.evaluate(() => document.activeElement.id)) === "innhold", "focus is elsewhere");
    },
  },
  {
    name: "the calendar of a letter is an iCalendar file",
    async run(page, base, must) {
      const answer = await page.request.get(`${base}/brev/tildelingsbrev-2024/kalender.ics`);
      must(answer.status() === 200, `status ${answer.status()}`);
      must((await answer.text()).startsWith("BEGIN:VCALENDAR"), "no calendar");
    },
  },
];
