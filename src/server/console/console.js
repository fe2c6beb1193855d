"use strict";

const examples = JSON.parse(document.getElementById("examples").textContent);
const example = document.getElementById("example");
const query = document.getElementById("query");
const variables = document.getElementById("variables");
const status = document.getElementById("status");
const result = document.getElementById("result");

function show(query_text, variables_text) {
  query.value = query_text;
  variables.value = variables_text;
}

const address = new URL(location.href);
if (address.searchParams.has("query")) {
  show(address.searchParams.get("query"), address.searchParams.get("variables") ?? "{}");
}

example.addEventListener("change", () => {
  const chosen = examples[Number(example.value)];
  show(chosen.query, chosen.variables);
});

async function run() {
  let given;
  try {
    given = JSON.parse(variables.value.trim() || "{}");
  } catch (error) {
    status.textContent = "Variablene er ikke gyldig JSON: " + error.message;
    result.textContent = "";
    return;
  }
  status.textContent = "Spør …";
  const start = performance.now();
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: query.value, variables: given }),
    });
    const answer = await response.json();
    const took = Math.round(performance.now() - start);
    const errors = answer.errors ? `, ${answer.errors.length} feil` : "";
    status.textContent = `Svar på ${took} ms (status ${response.status}${errors}).`;
    result.textContent = JSON.stringify(answer, null, 2);
    const shared = new URL("/graphql", location.href);
    shared.searchParams.set("query", query.value);
    shared.searchParams.set("variables", variables.value);
    history.replaceState(null, "", shared);
  } catch (error) {
    status.textContent = "Tjeneren svarte ikke: " + error.message;
    result.textContent = "";
  }
}

document.getElementById("console").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
