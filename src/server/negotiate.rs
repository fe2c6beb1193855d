//! Which media type to answer in, by the request's `Accept`.

use axum::http::{HeaderMap, header};

/// Media types that `/graphql` answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: document errors come with status 200, as older clients expect.
    Json,
    /// `application/graphql-response+json`: document errors come with status 400.
    GraphqlResponse,
    /// `text/html`: a browser, which gets the console.
    Html,
}

impl Media {
    /// As it stands in `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Media::Json => "application/json; charset=utf-8",
            Media::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Media::Html => "text/html; charset=utf-8",
        }
    }

    fn essence(self) -> (&'static str, &'static str) {
        match self {
            Media::Json => ("application", "json"),
            Media::GraphqlResponse => ("application", "graphql-response+json"),
            Media::Html => ("text", "html"),
        }
    }
}

/// The best of the `offered` types that the client accepts; of equally good ones the first.
pub fn best(headers: &HeaderMap, offered: &[Media]) -> Option<Media> {
    let accept: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .collect();
    if accept.is_empty() {
        return offered.first().copied();
    }
    let mut best: Option<(u16, Media)> = None;
    for media in offered {
        let quality = quality(&accept, *media);
        if quality > 0 && best.is_none_or(|(found, _)| quality > found) {
            best = Some((quality, *media));
        }
    }
    best.map(|(_, media)| media)
}

/// Quality in thousandths that the most specific range gives the type.
fn quality(accept: &[&str], media: Media) -> u16 {
    let (kind, subkind) = media.essence();
    let mut found = (0, 0);
    for range in accept {
        let mut parts = range.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let specific = match essence.split_once('/') {
            Some((a, b)) if a == kind && b == subkind => 3,
            Some((a, "*")) if a == kind => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .and_then(|weight| weight.trim().parse::<f32>().ok())
            .unwrap_or(1.0);
        if specific > found.0 {
            found = (specific, (weight.clamp(0.0, 1.0) * 1000.0) as u16);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn check(accept: Option<&'static str>, expected: Option<Media>) {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        let offered = [Media::Json, Media::GraphqlResponse, Media::Html];
        assert_eq!(best(&headers, &offered), expected, "{accept:?}");
    }

    #[test]
    fn a_client_that_names_nothing_gets_json() {
        check(None, Some(Media::Json));
        check(Some("*/*"), Some(Media::Json));
        check(Some("application/*"), Some(Media::Json));
    }

    #[test]
    fn the_named_type_is_given() {
        check(Some("application/json"), Some(Media::Json));
        check(
            Some("application/graphql-response+json"),
            Some(Media::GraphqlResponse),
        );
        check(
            Some("application/graphql-response+json; charset=utf-8, application/json;q=0.9"),
            Some(Media::GraphqlResponse),
        );
        check(
            Some("application/json;q=0.5, application/graphql-response+json;q=0.7"),
            Some(Media::GraphqlResponse),
        );
    }

    #[test]
    fn a_browser_gets_the_page() {
        check(
            Some("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"),
            Some(Media::Html),
        );
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        check(Some("image/png"), None);
        check(Some("application/json;q=0"), None);
    }
}
