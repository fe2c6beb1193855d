//! What a client is told when a request cannot be answered: one sentence, and a code for programs.

use async_graphql::{Error, ErrorExtensionValues, ServerError};

/// Code of an error, under `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The document is no GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// An argument or variable has no usable value.
    BadUserInput,
    /// What was asked about is not there.
    NotFound,
    /// The caller has no right to it.
    Forbidden,
    /// The caller's token is not the right one.
    Unauthenticated,
    /// The operation may not come this way, such as a mutation by GET.
    MethodNotAllowed,
    /// Nested too deep.
    DepthLimit,
    /// Would cost too much.
    ComplexityLimit,
    /// Too many aliases.
    AliasLimit,
    /// Too many directives.
    DirectiveLimit,
    /// A list in the request or a page is too long.
    ListLimit,
    /// Took too long.
    Timeout,
    /// The store cannot take anything at present.
    Unavailable,
    /// Our fault.
    Internal,
}

impl Code {
    /// As it stands in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Code::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Code::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Code::BadUserInput => "BAD_USER_INPUT",
            Code::NotFound => "NOT_FOUND",
            Code::Forbidden => "FORBIDDEN",
            Code::Unauthenticated => "UNAUTHENTICATED",
            Code::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Code::DepthLimit => "DEPTH_LIMIT_EXCEEDED",
            Code::ComplexityLimit => "COMPLEXITY_LIMIT_EXCEEDED",
            Code::AliasLimit => "ALIAS_LIMIT_EXCEEDED",
            Code::DirectiveLimit => "DIRECTIVE_LIMIT_EXCEEDED",
            Code::ListLimit => "LIST_LIMIT_EXCEEDED",
            Code::Timeout => "TIMEOUT",
            Code::Unavailable => "STORE_UNAVAILABLE",
            Code::Internal => "INTERNAL_SERVER_ERROR",
        }
    }

    /// An error of a resolver.
    pub fn error(self, message: impl Into<String>) -> Error {
        let mut error = Error::new(message);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.name());
        error.extensions = Some(extensions);
        error
    }

    /// An error of the request itself.
    pub fn refusal(self, message: impl Into<String>) -> ServerError {
        self.mark(ServerError::new(message, None))
    }

    /// Puts the code on an error that has none.
    pub fn mark(self, mut error: ServerError) -> ServerError {
        let extensions = error.extensions.get_or_insert_with(Default::default);
        if extensions.get("code").is_none() {
            extensions.set("code", self.name());
        }
        error
    }
}

/// Our fault: the log hears the reason, the client does not.
pub(super) fn internal(reason: &dyn std::error::Error) -> Error {
    tracing::error!(reason = %reason, "internal error");
    Code::Internal.error("internal error; the log of the server tells more")
}

/// " Did you mean …", where one of the names is near the one given.
pub(super) fn suggestion<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let limit = (given.chars().count() / 3).clamp(1, 6);
    let near = names
        .map(|name| (distance(given, name, limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min();
    near.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

/// Number of letters to change, add or drop; anything above `limit` may come out as `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    if a.len().abs_diff(b.len()) > 2 * limit {
        return limit + 1;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, character) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(character != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: &str) {
        let names = ["nav-kontor", "nav-fylke-region", "kommunene"];
        assert_eq!(suggestion(given, names.into_iter()), expected);
    }

    #[test]
    fn a_slip_of_the_pen_is_named() {
        check("nav-kontr", "; did you mean `nav-kontor`?");
        check("komunene", "; did you mean `kommunene`?");
    }

    #[test]
    fn something_quite_different_is_not_guessed_at() {
        check("helsedirektoratet", "");
        check("x", "");
    }
}
