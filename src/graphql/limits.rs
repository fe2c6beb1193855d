//! What a request may cost at most, and how much a document would cost.

use super::error::Code;
use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Context, Name, Positioned, Result, ServerError, Value};
use rustc_hash::FxHashMap;
use std::time::{Duration, Instant};

/// Items of a page at most.
pub const MAX_PAGE: usize = 200;

/// Entries of a list in a request at most.
pub const MAX_LIST: usize = 200;

/// What one request may ask for at most.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Nesting of fields.
    pub depth: usize,
    /// Fields of the answer, lists counted by the size of the page.
    pub complexity: usize,
    /// Aliases, fragments written out.
    pub aliases: usize,
    /// Directives, fragments written out.
    pub directives: usize,
    /// Fields of the request, fragments written out.
    pub fields: usize,
    /// Time to answer in.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            depth: 20,
            complexity: 100_000,
            aliases: 30,
            directives: 30,
            fields: 2_000,
            time: Duration::from_secs(10),
        }
    }
}

/// Until when a request may go on.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    until: Instant,
    limit: Duration,
}

impl Allowance {
    /// So long from now.
    pub fn from_now(limit: Duration) -> Allowance {
        Allowance {
            until: Instant::now() + limit,
            limit,
        }
    }

    /// Fails when the time is up, and lets other requests have their turn.
    pub async fn check(context: &Context<'_>) -> Result<()> {
        if let Some(allowance) = context.data_opt::<Allowance>()
            && Instant::now() > allowance.until
        {
            return Err(Code::Timeout.error(timeout_message(allowance.limit)));
        }
        tokio::task::yield_now().await;
        Ok(())
    }
}

/// What a client is told when the time is up.
pub fn timeout_message(limit: Duration) -> String {
    format!(
        "the request took longer than {} seconds; ask for smaller pages or fewer fields",
        limit.as_secs_f32()
    )
}

/// What a selection costs with its fragments written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cost {
    depth: usize,
    fields: usize,
    aliases: usize,
    directives: usize,
}

impl Cost {
    fn add(&mut self, other: Cost) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
    }
}

/// Refuses a document that asks for more than the limits allow.
///
/// Each fragment is costed once, so that fragments that spread each other many times over
/// cost no more time than they have letters.
pub(super) fn check_document(
    document: &ExecutableDocument,
    limits: &Limits,
) -> Result<(), ServerError> {
    let mut costs = Costs {
        document,
        known: FxHashMap::default(),
    };
    for (_, operation) in document.operations.iter() {
        let mut cost = costs.selection(&operation.node.selection_set.node)?;
        let variables = operation.node.variable_definitions.iter();
        let on_variables: usize = variables.map(|v| v.node.directives.len()).sum();
        cost.directives += operation.node.directives.len() + on_variables;
        refuse_above(&cost, limits)?;
    }
    Ok(())
}

fn refuse_above(cost: &Cost, limits: &Limits) -> Result<(), ServerError> {
    let checks = [
        (
            cost.depth,
            limits.depth,
            Code::DepthLimit,
            "nests fields",
            "levels deep",
            "take what lies deeper with a request of its own",
        ),
        (
            cost.aliases,
            limits.aliases,
            Code::AliasLimit,
            "uses",
            "aliases",
            "send several requests, or use `nodes(ids:)` and filters",
        ),
        (
            cost.directives,
            limits.directives,
            Code::DirectiveLimit,
            "uses",
            "directives",
            "leave some out",
        ),
        (
            cost.fields,
            limits.fields,
            Code::ComplexityLimit,
            "asks for",
            "fields, fragments written out",
            "ask for fewer",
        ),
    ];
    for (found, allowed, code, verb, noun, advice) in checks {
        if found > allowed {
            return Err(code.refusal(format!(
                "the request {verb} {found} {noun}; at most {allowed} are allowed, so {advice}"
            )));
        }
    }
    Ok(())
}

struct Costs<'a> {
    document: &'a ExecutableDocument,
    /// None while a fragment is being costed: meeting it then means that it holds itself.
    known: FxHashMap<&'a Name, Option<Cost>>,
}

impl<'a> Costs<'a> {
    fn selection(&mut self, set: &'a SelectionSet) -> Result<Cost, ServerError> {
        let mut sum = Cost::default();
        for selection in &set.items {
            let cost = match &selection.node {
                Selection::Field(field) => self.field(field)?,
                Selection::InlineFragment(fragment) => {
                    let mut cost = self.selection(&fragment.node.selection_set.node)?;
                    cost.directives += fragment.node.directives.len();
                    cost
                }
                Selection::FragmentSpread(spread) => {
                    let mut cost = self.fragment(&spread.node.fragment_name)?;
                    cost.directives += spread.node.directives.len();
                    cost
                }
            };
            sum.add(cost);
        }
        Ok(sum)
    }

    fn field(&mut self, field: &'a Positioned<Field>) -> Result<Cost, ServerError> {
        for (name, value) in &field.node.arguments {
            // Variables are looked at where they are given.
            let value = value.node.clone();
            let value = value.into_const_with(|_| Ok::<_, ServerError>(Value::Null))?;
            check_list(name.node.as_str(), &value)?;
        }
        let below = self.selection(&field.node.selection_set.node)?;
        Ok(Cost {
            depth: below.depth + 1,
            fields: below.fields.saturating_add(1),
            aliases: below
                .aliases
                .saturating_add(usize::from(field.node.alias.is_some())),
            directives: below.directives.saturating_add(field.node.directives.len()),
        })
    }

    fn fragment(&mut self, name: &'a Positioned<Name>) -> Result<Cost, ServerError> {
        match self.known.get(&name.node) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => {
                return Err(Code::ValidationFailed.refusal(format!(
                    "the fragment `{}` holds itself; take the spread that leads back to it out",
                    name.node
                )));
            }
            None => {}
        }
        // Validation tells of a fragment that is not there.
        let Some(fragment) = self.document.fragments.get(&name.node) else {
            return Ok(Cost::default());
        };
        self.known.insert(&name.node, None);
        let mut cost = self.selection(&fragment.node.selection_set.node)?;
        cost.directives += fragment.node.directives.len();
        self.known.insert(&name.node, Some(cost));
        Ok(cost)
    }
}

fn check_list(name: &str, value: &Value) -> Result<(), ServerError> {
    match value {
        Value::List(list) if list.len() > MAX_LIST => Err(list_refusal(name, list.len())),
        Value::List(list) => list.iter().try_for_each(|value| check_list(name, value)),
        Value::Object(object) => {
            let mut fields = object.iter();
            fields.try_for_each(|(name, value)| check_list(name, value))
        }
        _ => Ok(()),
    }
}

pub(super) fn list_refusal(name: &str, length: usize) -> ServerError {
    Code::ListLimit.refusal(format!(
        "the list `{name}` has {length} entries; at most {MAX_LIST} are allowed, so send several requests"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn check(query: &str, expected: Option<Code>) {
        let limits = Limits {
            depth: 4,
            aliases: 2,
            directives: 2,
            fields: 20,
            ..Limits::default()
        };
        let document = parse_query(query).unwrap();
        let found = check_document(&document, &limits).err();
        let code = found.map(|error| error.extensions.unwrap().get("code").unwrap().to_string());
        assert_eq!(
            code,
            expected.map(|code| format!("\"{}\"", code.name())),
            "{query}"
        );
    }

    #[test]
    fn what_stays_below_the_limits_passes() {
        check("{ a { b { c { d } } } }", None);
        check("{ x: a y: a a @skip(if: true) }", None);
    }

    #[test]
    fn each_limit_has_its_own_code() {
        check("{ a { b { c { d { e } } } } }", Some(Code::DepthLimit));
        check("{ x: a y: a z: a }", Some(Code::AliasLimit));
        check("{ a @x b @x c @x }", Some(Code::DirectiveLimit));
        let many: String = (0..21).map(|n| format!(" f{n}")).collect();
        check(&format!("{{{many} }}"), Some(Code::ComplexityLimit));
        let long: String = (0..201).map(|n| format!("{n},")).collect();
        check(&format!("{{ a(ids: [{long}]) }}"), Some(Code::ListLimit));
    }

    #[test]
    fn fragments_count_where_they_are_spread() {
        check(
            "{ a { ...f } b { ...f } c { ...f } } fragment f on X { x: y }",
            Some(Code::AliasLimit),
        );
        check(
            "{ a { ...f } } fragment f on X { a { b { c { d } } } }",
            Some(Code::DepthLimit),
        );
    }

    #[test]
    fn a_fragment_that_holds_itself_is_refused() {
        check(
            "{ ...f } fragment f on X { a { ...g } } fragment g on X { ...f }",
            Some(Code::ValidationFailed),
        );
    }

    #[test]
    fn fragments_that_double_each_other_cost_no_time() {
        let mut query = "{ ...f0 }".to_owned();
        for n in 0..60 {
            query += &format!(" fragment f{n} on X {{ ...f{0} ...f{0} }}", n + 1);
        }
        query += " fragment f60 on X { a }";
        check(&query, Some(Code::ComplexityLimit));
    }
}
