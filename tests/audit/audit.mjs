// Runs the GraphQL over HTTP audit of graphql-http against a running server.
//
//   node tests/audit/audit.mjs http://127.0.0.1:8080/graphql
//
// Ends with 0 when every check passes, 1 when one does not, 2 when the server cannot be reached.
import { serverAudits } from "graphql-http";

const url = process.argv[2] ?? "http://127.0.0.1:8080/graphql";
const WANTED = 61;

try {
  await fetch(url, { method: "POST" });
} catch (error) {
  console.error(`no server answers at ${url} (${error.cause?.code ?? error.message}); start one with styringsgraf serve`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  if (result.status === "ok") {
    passed += 1;
    continue;
  }
  failed += 1;
  console.error(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}`);
  if (result.response) {
    console.error(`  ${result.response.status} ${await result.response.text().catch(() => "")}`);
  }
}
console.log(`${passed} of ${passed + failed} checks pass`);
process.exit(failed === 0 && passed >= WANTED ? 0 : 1);
