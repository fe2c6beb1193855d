//! What a request would cost, told from its document before anything of it is done.

use super::error::Code;
use super::limits::{Limits, MAX_LIST, MAX_PAGE};
use super::page::DEFAULT_PAGE;
use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationType, Selection, SelectionSet,
};
use async_graphql::registry::{MetaField, MetaType, Registry};
use async_graphql::{Name, Positioned, ServerError, Value, Variables};
use rustc_hash::FxHashMap;

/// Selections within each other at most, fragments and their chains counted. What lies deeper is
/// refused before it is walked, since the walk calls itself.
const MAX_NESTING: usize = 64;

/// How long a list without pages is taken to be.
const LIST: usize = 8;

/// How many sections a letter is taken to have: the one list without pages that is long as a rule.
const SECTIONS: usize = 48;

/// What a selection costs with its fragments written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cost {
    depth: usize,
    /// Selections within each other, fragments counted.
    nesting: usize,
    fields: usize,
    aliases: usize,
    directives: usize,
    /// Values that the answer may have, lists counted by their length.
    values: usize,
}

impl Cost {
    fn add(&mut self, other: Cost) {
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.values = self.values.saturating_add(other.values);
    }

    /// The same one selection deeper.
    fn within(mut self, directives: usize) -> Cost {
        self.nesting += 1;
        self.directives = self.directives.saturating_add(directives);
        self
    }
}

/// Refuses a document that asks for more than the limits allow.
///
/// Each fragment is costed once, so that fragments that spread each other many times over
/// cost no more time than they have letters.
pub(super) fn check_document(
    document: &ExecutableDocument,
    variables: &Variables,
    registry: &Registry,
    limits: &Limits,
) -> Result<(), ServerError> {
    let mut costs = Costs {
        document,
        variables,
        registry,
        known: FxHashMap::default(),
    };
    for (_, operation) in document.operations.iter() {
        let root = match operation.node.ty {
            OperationType::Query => Some(registry.query_type.as_str()),
            OperationType::Mutation => registry.mutation_type.as_deref(),
            OperationType::Subscription => registry.subscription_type.as_deref(),
        };
        let set = &operation.node.selection_set.node;
        let mut cost = costs.selection(set, root, 0)?;
        let variables = operation.node.variable_definitions.iter();
        let on_variables: usize = variables.map(|v| v.node.directives.len()).sum();
        cost.directives += operation.node.directives.len() + on_variables;
        refuse_above(&cost, limits)?;
    }
    // Validation walks those that nothing spreads too.
    for name in document.fragments.keys() {
        costs.fragment(name, 0)?;
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
        (
            cost.values,
            limits.values,
            Code::ComplexityLimit,
            "may bring",
            "values",
            "ask for smaller pages (`first`), fewer lists within lists or fewer fields",
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
    variables: &'a Variables,
    registry: &'a Registry,
    /// None while a fragment is being costed: meeting it then means that it holds itself.
    known: FxHashMap<&'a Name, Option<Cost>>,
}

impl<'a> Costs<'a> {
    /// What a selection on a type costs, this deep within others.
    fn selection(
        &mut self,
        set: &'a SelectionSet,
        on: Option<&'a str>,
        level: usize,
    ) -> Result<Cost, ServerError> {
        check_nesting(level)?;
        let mut sum = Cost::default();
        for selection in &set.items {
            let cost = match &selection.node {
                Selection::Field(field) => self.field(field, on, level)?,
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let on = condition.map_or(on, |on| Some(on.node.on.node.as_str()));
                    let set = &fragment.node.selection_set.node;
                    let below = self.selection(set, on, level + 1)?;
                    below.within(fragment.node.directives.len())
                }
                Selection::FragmentSpread(spread) => {
                    let below = self.fragment(&spread.node.fragment_name.node, level + 1)?;
                    below.within(spread.node.directives.len())
                }
            };
            sum.add(cost);
        }
        check_nesting(level + sum.nesting)?;
        Ok(sum)
    }

    fn field(
        &mut self,
        field: &'a Positioned<Field>,
        on: Option<&'a str>,
        level: usize,
    ) -> Result<Cost, ServerError> {
        for (name, value) in &field.node.arguments {
            // Variables are looked at where they are given.
            let value = value.node.clone();
            let value = value.into_const_with(|_| Ok::<_, ServerError>(Value::Null))?;
            check_list(name.node.as_str(), &value)?;
        }
        let parent = on.and_then(|on| self.registry.types.get(on));
        let meta = parent.and_then(|parent| parent.field_by_name(&field.node.name.node));
        let inner = meta.map(|meta| concrete(&meta.ty));
        let set = &field.node.selection_set.node;
        let below = self.selection(set, inner, level + 1)?;
        let times = match (parent, meta) {
            (Some(parent), Some(meta)) => self.times(&field.node, parent, meta),
            _ => 1,
        };
        Ok(Cost {
            depth: below.depth + 1,
            nesting: below.nesting + 1,
            fields: below.fields.saturating_add(1),
            aliases: below
                .aliases
                .saturating_add(usize::from(field.node.alias.is_some())),
            directives: below.directives.saturating_add(field.node.directives.len()),
            values: below.values.saturating_mul(times).saturating_add(1),
        })
    }

    /// How many times what is selected below a field comes in the answer.
    fn times(&self, field: &Field, parent: &MetaType, meta: &MetaField) -> usize {
        if meta.args.contains_key("first") {
            let asked = ["first", "last"].map(|name| self.number(field, name));
            let size = asked.into_iter().flatten().next().unwrap_or(DEFAULT_PAGE);
            return size.min(MAX_PAGE);
        }
        // The lists of a page are as long as the page, which is counted above them.
        if !meta.ty.starts_with('[') || parent.field_by_name("pageInfo").is_some() {
            return 1;
        }
        match (self.length(field, "ids"), concrete(&meta.ty)) {
            (Some(length), _) => length,
            (None, "Section") => SECTIONS,
            (None, _) => LIST,
        }
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        let given = |name: Name| self.variables.get(&name).cloned().ok_or(());
        value.into_const_with(given).ok()
    }

    fn number(&self, field: &Field, name: &str) -> Option<usize> {
        match self.argument(field, name)? {
            Value::Number(number) => number.as_u64()?.try_into().ok(),
            _ => None,
        }
    }

    fn length(&self, field: &Field, name: &str) -> Option<usize> {
        match self.argument(field, name)? {
            Value::List(list) => Some(list.len()),
            _ => None,
        }
    }

    fn fragment(&mut self, name: &'a Name, level: usize) -> Result<Cost, ServerError> {
        match self.known.get(name) {
            Some(Some(cost)) => {
                check_nesting(level + cost.nesting)?;
                return Ok(*cost);
            }
            Some(None) => {
                return Err(Code::ValidationFailed.refusal(format!(
                    "the fragment `{name}` holds itself; take the spread that leads back to it out"
                )));
            }
            None => {}
        }
        // Validation tells of a fragment that is not there.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Cost::default());
        };
        self.known.insert(name, None);
        let on = fragment.node.type_condition.node.on.node.as_str();
        let set = &fragment.node.selection_set.node;
        let mut cost = self.selection(set, Some(on), level)?;
        cost.directives += fragment.node.directives.len();
        self.known.insert(name, Some(cost));
        Ok(cost)
    }
}

fn check_nesting(nesting: usize) -> Result<(), ServerError> {
    match nesting > MAX_NESTING {
        true => Err(Code::DepthLimit.refusal(format!(
            "the request nests fields and fragments more than {MAX_NESTING} deep; take what lies deeper with a request of its own"
        ))),
        false => Ok(()),
    }
}

/// The name in a type, without the signs of lists and of what must be there.
fn concrete(ty: &str) -> &str {
    ty.trim_matches(['[', ']', '!'])
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
        let registry = Registry::default();
        let found = check_document(&document, &Variables::default(), &registry, &limits).err();
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
    fn chains_are_refused_wherever_they_begin() {
        let link = |n: usize| format!(" fragment f{n} on X {{ ...f{} }}", n + 1);
        let short: String = (0..50).map(link).collect();
        check(
            &format!("{{ ...f0 }}{short} fragment f50 on X {{ a }}"),
            None,
        );
        let long: String = (0..2_000).map(link).collect();
        for beginning in ["...f0", "...f1990", "...f1000", "a"] {
            check(
                &format!("{{ {beginning} }}{long} fragment f2000 on X {{ a }}"),
                Some(Code::DepthLimit),
            );
        }
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
