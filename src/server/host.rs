//! Under which names the server may be asked. A page elsewhere can let its own name point at this
//! machine and would then read everything here; such a name is not one of the server's.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};
use std::net::IpAddr;

/// Whether a request names a host that this server goes by. Addresses in figures can belong to nobody
/// else; names count when they are this machine's own or were allowed.
pub(super) fn is_own(headers: &HeaderMap, uri: &Uri, allowed: &[String]) -> bool {
    let host = match headers.get(header::HOST) {
        Some(host) => host.to_str().ok().and_then(|host| host.parse().ok()),
        // HTTP/2 and whole addresses in the request line.
        None => match uri.authority() {
            Some(authority) => Some(authority.clone()),
            None => return true,
        },
    };
    let Some(host): Option<Authority> = host else {
        return false;
    };
    let name = host.host().trim_end_matches('.');
    let figures = name.trim_start_matches('[').trim_end_matches(']');
    figures.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || allowed
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn check(host: Option<&'static str>, expected: bool) {
        let mut headers = HeaderMap::new();
        if let Some(host) = host {
            headers.insert(header::HOST, HeaderValue::from_static(host));
        }
        let allowed = ["styring.example".to_owned()];
        let own = is_own(&headers, &Uri::from_static("/brev"), &allowed);
        assert_eq!(own, expected, "{host:?}");
    }

    #[test]
    fn addresses_this_machine_and_allowed_names_are_own() {
        check(None, true);
        check(Some("127.0.0.1:8080"), true);
        check(Some("[::1]:8080"), true);
        check(Some("localhost:8080"), true);
        check(Some("Styring.Example"), true);
        check(Some("styring.example.:443"), true);
    }

    #[test]
    fn other_names_are_not() {
        check(Some("evil.example"), false);
        check(Some("styring.example.evil.example"), false);
        check(Some("127.0.0.1.evil.example:8080"), false);
        check(Some("localhost.evil.example"), false);
        check(Some(""), false);
    }
}
