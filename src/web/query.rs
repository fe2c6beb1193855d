//! The part of an address after the question mark: kept whole when one filter is changed, so that a
//! search can be shared as its address.

/// Names and values in order. A name may stand several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query(pub Vec<(String, String)>);

impl Query {
    /// The first value of a name that is not empty.
    pub(super) fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// All values of a name that are not empty.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self
            .0
            .iter()
            .filter(move |(own, value)| own == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// The query with this value of the name, or without it where it has it already. The page number
    /// falls away, since another list begins.
    pub(super) fn toggled(&self, name: &str, value: &str) -> Query {
        let pair = (name.to_owned(), value.to_owned());
        let mut pairs = self.0.clone();
        pairs.retain(|(own, _)| own != "side");
        match pairs.iter().position(|own| *own == pair) {
            Some(at) => drop(pairs.remove(at)),
            None => pairs.push(pair),
        }
        Query(pairs)
    }

    /// The query with this one value of the name.
    pub(super) fn with(&self, name: &str, value: &str) -> Query {
        let mut pairs = self.0.clone();
        pairs.retain(|(own, _)| own != name);
        pairs.push((name.to_owned(), value.to_owned()));
        Query(pairs)
    }

    /// The address of `path` with this query.
    pub(super) fn address(&self, path: &str) -> String {
        let mut address = path.to_owned();
        let mut sign = '?';
        for (name, value) in &self.0 {
            if !value.is_empty() {
                address.push(sign);
                address.push_str(&encoded(name));
                address.push('=');
                address.push_str(&encoded(value));
                sign = '&';
            }
        }
        address
    }
}

/// Percent-encodes everything but letters, digits and `-._~/:`.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                encoded.push(byte as char);
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn query(pairs: &[(&str, &str)]) -> Query {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Query(pairs.iter().map(owned).collect())
    }

    #[test]
    fn a_filter_is_put_on_and_taken_off_and_leads_back_to_the_first_page() {
        let plain = query(&[("q", "frist"), ("side", "3")]);
        let filtered = plain.toggled("enhet", "nav-kontor");
        assert_eq!(filtered, query(&[("q", "frist"), ("enhet", "nav-kontor")]));
        assert_eq!(
            filtered.toggled("enhet", "nav-kontor"),
            query(&[("q", "frist")])
        );
    }

    #[test]
    fn an_address_carries_norwegian_letters_and_section_signs() {
        let address = query(&[("q", "§ 14 a på nytt"), ("tom", "")]).address("/");
        assert_eq!(address, "/?q=%C2%A7%2014%20a%20p%C3%A5%20nytt");
    }
}
