// The pages to look at, and what a person does on them.
export const pages = [
  { name: "letters", path: "/brev" },
  { name: "letter", path: "/brev/mal-og-disponeringsbrev-2024" },
  { name: "missing", path: "/finnes-ikke", status: 404 },
];

export const actions = [
  {
    name: "a letter leads to the proof of a requirement",
    async run(page, base, must) {
      await page.goto(`${base}/brev/mal-og-disponeringsbrev-2024`);
      await page.locator("a.obligation").first().click();
      await page.waitForURL("**/krav/**");
      must((await page.locator("main .modality").count()) > 0, "no modality mark");
      must((await page.locator("main .proof").count()) > 0, "no proof");
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
];
