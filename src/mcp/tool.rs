//! The tools that an assistant may call: each a GraphQL query whose variables are the tool's arguments.

use serde_json::{Value, json};

/// A tool.
pub struct Tool {
    /// Name that it is called by.
    pub name: &'static str,
    /// What it answers, for the assistant that chooses.
    pub description: &'static str,
    /// The query that answers it.
    pub query: &'static str,
    /// Its arguments.
    pub arguments: &'static [Argument],
}

/// An argument of a tool, and the variable of its query that has the same name.
pub struct Argument {
    /// Name.
    pub name: &'static str,
    /// What to give.
    pub description: &'static str,
    /// Its JSON type: `string` or `integer`.
    pub kind: &'static str,
    /// Whether it must be given.
    pub required: bool,
}

const fn needed(name: &'static str, description: &'static str) -> Argument {
    Argument {
        name,
        description,
        kind: "string",
        required: true,
    }
}

const fn text(name: &'static str, description: &'static str) -> Argument {
    Argument {
        name,
        description,
        kind: "string",
        required: false,
    }
}

const fn number(name: &'static str, description: &'static str) -> Argument {
    Argument {
        name,
        description,
        kind: "integer",
        required: false,
    }
}

const UNIT: &str = "Slug or id of a unit, such as `nav-kontor`";
const GROUP: &str = "Slug or id of a target group, such as `unge-under-30`";
const YEAR: &str = "Year that the letters concern";
const FIRST: &str = "How many to give, at most 200";
const AFTER: &str = "`endCursor` of the answer before, to go on behind it";

/// All tools.
pub const TOOLS: &[Tool] = &[
    Tool {
        name: "search",
        description: "Full-text search over Norwegian steering documents; each hit quotes the words of its letter. \"…\" in the query holds a phrase.",
        query: include_str!("tools/search.graphql"),
        arguments: &[
            needed("query", "Norwegian words to look for"),
            text("unit", UNIT),
            text("targetGroup", GROUP),
            number("year", YEAR),
            number("first", FIRST),
            text("after", AFTER),
        ],
    },
    Tool {
        name: "requirements_for",
        description: "The complete list of requirements that concern a unit, each with the ground on which it does (basis), why, and the words that prove it. `totalCount` says how many there are; page on until `hasNextPage` is false before calling a list complete.",
        query: include_str!("tools/requirements_for.graphql"),
        arguments: &[
            needed("unit", UNIT),
            text("targetGroup", GROUP),
            number("year", YEAR),
            number("first", FIRST),
            text("after", AFTER),
        ],
    },
    Tool {
        name: "requirement",
        description: "One requirement by its id: words, who must act, for whom, deadlines, statutes, what it comes from, what becomes of it, and the proof of each.",
        query: include_str!("tools/requirement.graphql"),
        arguments: &[needed("id", "Id of a requirement: `obligation:…`")],
    },
    Tool {
        name: "diff",
        description: "What changed between two letters: added, removed, changed and reworded, each side in its own words.",
        query: include_str!("tools/diff.graphql"),
        arguments: &[
            needed("before", "Slug or id of the earlier letter"),
            needed("after", "Slug or id of the later letter"),
            number("first", FIRST),
            text("cursor", AFTER),
        ],
    },
    Tool {
        name: "answers",
        description: "What the annual report answers to a letter's indicators and requirements. NOT_REPORTED means that no answer was found, not that there is none.",
        query: include_str!("tools/answers.graphql"),
        arguments: &[
            needed("document", "Slug or id of the letter"),
            number("first", FIRST),
            text("after", AFTER),
        ],
    },
    Tool {
        name: "verify_quote",
        description: "Whether a document has these very words, and where (section, line, page). Call it for every sentence that you are about to quote.",
        query: include_str!("tools/verify_quote.graphql"),
        arguments: &[
            needed("document", "Slug or id of the document"),
            needed("quote", "The words, as they are to be quoted"),
        ],
    },
    Tool {
        name: "coverage",
        description: "Which documents there are, with kind, year, sender, recipient and how many requirements were read in each. What is not listed here, the other tools know nothing of.",
        query: include_str!("tools/coverage.graphql"),
        arguments: &[number("first", FIRST), text("after", AFTER)],
    },
];

impl Tool {
    /// The tool of that name.
    pub fn named(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// The tool as `tools/list` tells it.
    pub fn described(&self) -> Value {
        let properties: serde_json::Map<String, Value> = (self.arguments.iter())
            .map(|argument| {
                let told = json!({ "type": argument.kind, "description": argument.description });
                (argument.name.to_owned(), told)
            })
            .collect();
        let required = self.arguments.iter().filter(|argument| argument.required);
        json!({
            "name": self.name,
            "description": self.description,
            "inputSchema": {
                "type": "object",
                "properties": properties,
                "required": required.map(|argument| argument.name).collect::<Vec<_>>(),
                "additionalProperties": false,
            },
            "annotations": { "readOnlyHint": true, "openWorldHint": false },
        })
    }

    /// Why these arguments do not fit, in one sentence.
    pub fn check(&self, given: &serde_json::Map<String, Value>) -> Result<(), String> {
        let names = || {
            let names: Vec<&str> = self.arguments.iter().map(|one| one.name).collect();
            names.join("`, `")
        };
        for (name, value) in given {
            let Some(argument) = self.arguments.iter().find(|one| one.name == name) else {
                return Err(format!(
                    "`{}` takes no `{name}`; it takes `{}`",
                    self.name,
                    names()
                ));
            };
            let fits = match argument.kind {
                "integer" => value.is_i64() || value.is_null(),
                _ => value.is_string() || (value.is_null() && !argument.required),
            };
            if !fits {
                return Err(format!("`{name}` must be a {}", argument.kind));
            }
        }
        let missing = self
            .arguments
            .iter()
            .find(|one| one.required && !given.contains_key(one.name));
        match missing {
            Some(argument) => Err(format!("`{}` needs `{}`", self.name, argument.name)),
            None => Ok(()),
        }
    }
}
