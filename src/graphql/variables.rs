//! Variables before anything runs: each must be there and fit its type.

use super::cost::list_refusal;
use super::error::{Code, suggestion};
use super::limits::MAX_LIST;
use async_graphql::parser::types::VariableDefinition;
use async_graphql::registry::{MetaType, Registry};
use async_graphql::{Positioned, ServerError, Value, Variables};

/// What is wrong with the variables of an operation.
pub(super) fn check_variables(
    registry: &Registry,
    definitions: &[Positioned<VariableDefinition>],
    variables: &Variables,
) -> Vec<ServerError> {
    let mut errors = Vec::new();
    for definition in definitions {
        let name = definition.node.name.node.as_str();
        let kind = definition.node.var_type.node.to_string();
        let given = variables.get(&definition.node.name.node);
        let fault = match given {
            None if definition.node.default_value().is_some() => None,
            None => Some(Code::BadUserInput.refusal(format!(
                "the variable `${name}` is missing; give a value of type `{kind}`"
            ))),
            Some(value) => fault(registry, &format!("${name}"), &kind, value),
        };
        errors.extend(fault.map(|mut error| {
            error.locations.push(definition.pos);
            error
        }));
    }
    errors
}

fn fault(registry: &Registry, path: &str, kind: &str, value: &Value) -> Option<ServerError> {
    let unfit = || {
        let value = value.to_string();
        let shown: String = value.chars().take(60).collect();
        Some(Code::BadUserInput.refusal(format!(
            "the variable `{path}` is `{shown}`; give a value of type `{kind}`"
        )))
    };
    if let Some(inner) = kind.strip_suffix('!') {
        return match value {
            Value::Null => unfit(),
            _ => fault(registry, path, inner, value),
        };
    }
    if let Value::Null = value {
        return None;
    }
    if let Some(inner) = kind
        .strip_prefix('[')
        .and_then(|kind| kind.strip_suffix(']'))
    {
        return match value {
            Value::List(list) if list.len() > MAX_LIST => Some(list_refusal(path, list.len())),
            Value::List(list) => {
                let mut entries = list.iter().enumerate();
                entries
                    .find_map(|(at, entry)| fault(registry, &format!("{path}[{at}]"), inner, entry))
            }
            single => fault(registry, path, inner, single),
        };
    }
    // Validation tells of a type that is not there.
    match (registry.types.get(kind)?, value) {
        (MetaType::Scalar { is_valid, .. }, value) => match is_valid {
            Some(is_valid) if !is_valid(value) => unfit(),
            _ => None,
        },
        (MetaType::Enum { enum_values, .. }, Value::String(_) | Value::Enum(_)) => {
            let name = match value {
                Value::String(name) => name.as_str(),
                Value::Enum(name) => name.as_str(),
                _ => return None,
            };
            if enum_values.contains_key(name) {
                return None;
            }
            let names: Vec<&str> = enum_values.keys().map(String::as_str).collect();
            Some(Code::BadUserInput.refusal(format!(
                "the variable `{path}` is `{name}`, which is no `{kind}`; give one of {}",
                names.join(", ")
            )))
        }
        (MetaType::InputObject { input_fields, .. }, Value::Object(object)) => {
            for name in object.keys() {
                if !input_fields.contains_key(name.as_str()) {
                    let names = input_fields.keys().map(String::as_str);
                    return Some(Code::BadUserInput.refusal(format!(
                        "the variable `{path}` has a field `{name}` that `{kind}` does not know{}",
                        suggestion(name, names)
                    )));
                }
            }
            input_fields.iter().find_map(|(name, field)| {
                let path = format!("{path}.{name}");
                match object.get(name.as_str()) {
                    Some(value) => fault(registry, &path, &field.ty, value),
                    None if field.ty.ends_with('!') && field.default_value.is_none() => {
                        fault(registry, &path, &field.ty, &Value::Null)
                    }
                    None => None,
                }
            })
        }
        (MetaType::Enum { .. } | MetaType::InputObject { .. }, _) => unfit(),
        _ => None,
    }
}
