//! Tests of the program as a whole, in one binary.

/// Who must act, what is forbidden, whom a letter is to.
mod actors;
/// What a letter makes of the letter above it.
mod answers;
mod cascade;
/// The commands `trace` and `gaps`: where requirements come from and what becomes of them.
mod chain;
/// The command line as a program: arguments, output, exit codes.
mod cli;
/// Whom a requirement concerns: the shelves of a unit.
mod concern;
/// Comparisons of the two years' letters against gold.
mod diff;
/// Documents survive a process that is killed; a store is one process's.
mod durability;
/// Heads, goals, indicators, budget, calendar, recommendations and figures of whole letters.
mod facts;
/// GraphQL over HTTP: answers, refusals, limits, rights.
mod http;
/// Links between letters are kept in the store; only what is missing there is worked out.
mod kept;
/// Modules import only what ARCHITECTURE.md allows.
mod layers;
/// Letters made up for the tests: what is found in them.
mod letters;
/// Running the program, and letters made up for the tests.
mod program;
/// Pages, health and GraphQL while letters are read in.
mod progress;
/// Proofs of facts stand at whole words.
mod proof;
/// Figures on gold.
mod quality;
/// Questions over several letters by GraphQL, and events.
mod questions;
/// The README's commands print what it shows.
mod readme;
/// The committed schema, and its descriptions.
mod schema;
/// Full-text search: what meets, filter, facets, highlights.
mod search;
/// The ranking of gold queries, where the gold is at hand.
mod search_gold;
/// The layout of letters: sections, items and their lead-in, rows, footnotes.
mod segment;
/// Letters handed in together, and made ones with their known links.
mod together;
/// The graph, why requirements apply, and the links between documents.
mod trace;
/// Whole letters of bodies under different ministries, with their facts beside them.
mod whole;
