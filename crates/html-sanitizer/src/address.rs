//! The addresses in a message: which kind each is, and its normal form.
//!
//! Only what a browser would certainly read in the same way is let through: an
//! absolute http, https or mailto address, a `cid:`, a `data:` image. Nothing
//! is relative, for a message has no base.

use mail_model::label_to_ascii;

use crate::image;

/// An address as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// http or https, normalised (WHATWG URL, section 4.4).
    Web(String),
    /// RFC 6068, normalised.
    Mailto(String),
    /// RFC 2392: the Content-ID, decoded, without angle brackets.
    ContentId(String),
    /// A raster image within the address, normalised (RFC 2397).
    Image(String),
    /// Another scheme that names another machine, or an http address that no
    /// browser should be trusted with.
    Elsewhere,
    /// Anything else: relative, empty, a scheme that acts by itself.
    Other,
}

impl Address {
    pub(crate) fn parse(source: &str) -> Self {
        let source = source.trim_matches(|c: char| c <= ' ');
        let Some((scheme, rest)) = split_scheme(source) else {
            return match strip_breaks(source).replace('\\', "/").strip_prefix("//") {
                Some(rest) => web("https", rest),
                None => Self::Other,
            };
        };
        match scheme.as_str() {
            "http" | "https" => web(&scheme, &strip_breaks(rest)),
            "mailto" => Self::Mailto(format!("mailto:{}", escape(&strip_breaks(rest)))),
            "cid" => match percent_decode(&strip_breaks(rest)) {
                Some(id) => Self::ContentId(id.trim_matches(['<', '>']).to_owned()),
                None => Self::Other,
            },
            "data" => image::normalise_data(rest).map_or(Self::Other, Self::Image),
            "ftp" | "ftps" | "ws" | "wss" | "file" | "gopher" | "mhtml" | "feed" => Self::Elsewhere,
            _ => Self::Other,
        }
    }

    /// Whether fetching it would tell another machine.
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self, Self::Web(_) | Self::Elsewhere)
    }
}

/// The host of a normalised web address.
pub(crate) fn host(web: &str) -> &str {
    let after_scheme = web.split_once("://").map_or(web, |(_, rest)| rest);
    let authority = after_scheme
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// The scheme in lower case, and what follows its colon. Tabs and line breaks
/// within the scheme are ignored, as browsers do.
fn split_scheme(source: &str) -> Option<(String, &str)> {
    // The longest scheme of interest has six letters; the rest is for breaks.
    let colon = source.bytes().take(64).position(|byte| byte == b':')?;
    let scheme = strip_breaks(source.get(..colon)?).to_ascii_lowercase();
    let legal = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    legal.then_some((scheme, source.get(colon + 1..)?))
}

fn strip_breaks(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

fn web(scheme: &str, rest: &str) -> Address {
    let rest = rest.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // A name and password before the host only serve to disguise the host.
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    let Some(host_and_port) = normalise_host(host_and_port) else {
        return Address::Elsewhere;
    };
    let path_end = tail.find(['?', '#']).unwrap_or(tail.len());
    let (path, query) = tail.split_at(path_end);
    let path = if path.is_empty() {
        "/".to_owned()
    } else {
        escape(&path.replace('\\', "/"))
    };
    Address::Web(format!("{scheme}://{host_and_port}{path}{}", escape(query)))
}

/// A host with its port, in lower case and ASCII; none if a browser might read
/// another host out of it than a person does.
fn normalise_host(source: &str) -> Option<String> {
    let (host, port) = match source.rsplit_once(':') {
        Some((host, port)) if !source.ends_with(']') => (host, port),
        _ => (source, ""),
    };
    let host = host.to_lowercase();
    if port.len() > 5 || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let legal = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(v6) => {
            !v6.is_empty()
                && v6
                    .chars()
                    .all(|c| c.is_ascii_hexdigit() || ":.".contains(c))
        }
        None => is_host_name(&host),
    };
    if !legal {
        return None;
    }
    let labels: Option<Vec<String>> = host.split('.').map(label_to_ascii).collect();
    let host = labels?.join(".");
    Some(if port.is_empty() {
        host
    } else {
        format!("{host}:{port}")
    })
}

/// A name, or an IPv4 address as everybody writes it. Browsers also take 0x7f.1
/// and 2130706433 for addresses, which nobody writes who means well.
fn is_host_name(host: &str) -> bool {
    let is_name = !host.is_empty() && host.len() <= 253 && host.chars().all(is_host_character);
    let last = host
        .trim_end_matches('.')
        .rsplit('.')
        .next()
        .unwrap_or_default();
    let is_number = |label: &str| {
        let digits = label.strip_prefix("0x").unwrap_or(label);
        let is_hex = digits.len() < label.len();
        digits.chars().all(|c| {
            if is_hex {
                c.is_ascii_hexdigit()
            } else {
                c.is_ascii_digit()
            }
        })
    };
    is_name && (!is_number(last) || host.parse::<std::net::Ipv4Addr>().is_ok())
}

/// Letters and digits of any script: full-width forms, dots that are no dots
/// and everything invisible are none.
fn is_host_character(c: char) -> bool {
    match c {
        '-' | '.' | '_' => true,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        // Half-width and full-width forms become ASCII when a browser maps them.
        '\u{ff00}'..='\u{ffef}' => false,
        c => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// The vowel signs without which names in Indic and Thai scripts cannot be written.
fn is_combining_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0dff}' | '\u{0e00}'..='\u{0eff}')
}

/// Percent-encodes what is not to stand bare in an address.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '!' | '#'..=';' | '=' | '?'..='[' | ']' | '_' | 'a'..='z' | '|' | '~' => {
                escaped.push(c);
            }
            c => percent_encode(c, &mut escaped),
        }
    }
    escaped
}

/// The address of a Content-ID (RFC 2392).
pub(crate) fn content_id(id: &str) -> String {
    let mut address = "cid:".to_owned();
    for c in id.chars() {
        match c {
            // Else it would be read as an escape, or lost.
            '%' | '<' | '>' => percent_encode(c, &mut address),
            c => address.push_str(&escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    address
}

fn percent_encode(c: char, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// The text behind percent-encoding; none if it is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let decoded = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match decoded {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::{Address, host};

    fn web(source: &str) -> Option<String> {
        match Address::parse(source) {
            Address::Web(address) => Some(address),
            _ => None,
        }
    }

    #[test]
    fn web_addresses_are_brought_to_one_form() {
        let table = [
            ("http://example.org", "http://example.org/"),
            (
                " HTTPS://Example.ORG:443/A?b=c&d#e ",
                "https://example.org:443/A?b=c&d#e",
            ),
            ("https:example.org", "https://example.org/"),
            ("https:\\\\example.org\\a", "https://example.org/a"),
            ("ht\ntps://exa\tmple.org/", "https://example.org/"),
            ("//example.org/x", "https://example.org/x"),
            (
                "https://bank.example@evil.example/",
                "https://evil.example/",
            ),
            (
                "https://example.org/a b\"<>`é%20",
                "https://example.org/a%20b%22%3C%3E%60%C3%A9%20",
            ),
            ("https://[::1]:8080/", "https://[::1]:8080/"),
            ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
            ("https://127.0.0.1/", "https://127.0.0.1/"),
        ];
        for (source, expected) in table {
            assert_eq!(web(source).as_deref(), Some(expected), "{source}");
            assert_eq!(
                web(expected).as_deref(),
                Some(expected),
                "{expected} is settled"
            );
        }
    }

    #[test]
    fn what_is_no_plain_web_address_is_not_taken_for_one() {
        for source in [
            "",
            "/relative",
            "#fragment",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "blob:https://example.org/1",
            "view-source:https://example.org/",
            "https://exa%6dple.org/",
            "https://exa mple.org/",
            "https://ex\u{ff41}mple.org/",
            "https://a.example:99x/",
            "https:///",
            "x-https://example.org",
            "ftp://example.org/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://a.example.0x/",
        ] {
            assert_eq!(web(source), None, "{source}");
        }
    }

    #[test]
    fn content_ids_are_decoded() {
        assert_eq!(
            Address::parse("CID:a%40b"),
            Address::ContentId("a@b".to_owned())
        );
        assert_eq!(
            Address::parse("cid:<a@b>"),
            Address::ContentId("a@b".to_owned())
        );
    }

    #[test]
    fn the_host_stands_without_port_and_path() {
        assert_eq!(host("https://a.example:8080/x?y"), "a.example");
        assert_eq!(host("https://[::1]/x"), "[::1]");
    }
}
