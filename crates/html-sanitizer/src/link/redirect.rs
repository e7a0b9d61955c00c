//! Services that lead on to another address, and say to which in their own.

use crate::address::{self, Address, percent_decode};

/// Redirectors behind redirectors that are looked through.
const DEPTH: usize = 3;

/// How a service writes the address that it leads on to.
#[derive(Clone, Copy)]
enum Manner {
    /// In a parameter of this name.
    Parameter(&'static str),
    /// In the parameter `u`, with `-` for `%` and `_` for `/`.
    Proofpoint2,
    /// In the path, between `__` and `__`.
    Proofpoint3,
}

/// Host (or what its name ends with, after a dot), start of the path, manner.
const SERVICES: &[(&str, &str, Manner)] = &[
    ("away.vk.com", "/", Manner::Parameter("to")),
    ("deref-gmx.net", "/", Manner::Parameter("redirectUrl")),
    ("deref-mail.com", "/", Manner::Parameter("redirectUrl")),
    ("deref-web.de", "/", Manner::Parameter("redirectUrl")),
    ("duckduckgo.com", "/l/", Manner::Parameter("uddg")),
    ("exit.sc", "/", Manner::Parameter("url")),
    ("facebook.com", "/flx/warn", Manner::Parameter("u")),
    ("google.com", "/url", Manner::Parameter("q")),
    ("google.com", "/url", Manner::Parameter("url")),
    ("l.facebook.com", "/l.php", Manner::Parameter("u")),
    ("l.instagram.com", "/", Manner::Parameter("u")),
    ("l.messenger.com", "/l.php", Manner::Parameter("u")),
    ("linkedin.com", "/redir/redirect", Manner::Parameter("url")),
    ("linkedin.com", "/safety/go", Manner::Parameter("url")),
    ("lm.facebook.com", "/l.php", Manner::Parameter("u")),
    ("out.reddit.com", "/", Manner::Parameter("url")),
    (
        "safelinks.protection.outlook.com",
        "/",
        Manner::Parameter("url"),
    ),
    ("slack-redir.net", "/link", Manner::Parameter("url")),
    (
        "steamcommunity.com",
        "/linkfilter",
        Manner::Parameter("url"),
    ),
    ("t.umblr.com", "/redirect", Manner::Parameter("z")),
    ("urldefense.com", "/v2/url", Manner::Proofpoint2),
    ("urldefense.com", "/v3/", Manner::Proofpoint3),
    ("urldefense.proofpoint.com", "/v2/url", Manner::Proofpoint2),
    ("urldefense.proofpoint.com", "/v3/", Manner::Proofpoint3),
    ("vk.com", "/away.php", Manner::Parameter("to")),
    ("youtube.com", "/redirect", Manner::Parameter("q")),
];

/// Where `address` leads in the end, if it is such a service's.
pub(super) fn target(address: &str) -> Option<String> {
    let mut target = None;
    for _ in 0..DEPTH {
        match next(target.as_deref().unwrap_or(address)) {
            Some(next) => target = Some(next),
            None => break,
        }
    }
    target
}

fn next(address: &str) -> Option<String> {
    let host = address::host(address);
    let (_, rest) = address.split_once("://")?;
    let path = rest.get(rest.find('/')?..)?;
    let is_of = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    SERVICES
        .iter()
        .filter(|(name, start, _)| is_of(name) && path.starts_with(start))
        .find_map(
            |(_, _, manner)| match Address::parse(&written(path, *manner)?) {
                Address::Web(target) => Some(target),
                _ => None,
            },
        )
}

fn written(path: &str, manner: Manner) -> Option<String> {
    match manner {
        Manner::Parameter(name) => percent_decode(parameter(path, name)?),
        Manner::Proofpoint2 => {
            let encoded = parameter(path, "u")?.replace('-', "%").replace('_', "/");
            percent_decode(&encoded)
        }
        Manner::Proofpoint3 => {
            let (_, rest) = path.split_once("/__")?;
            let (target, _) = rest.split_once("__")?;
            // Servers on the way may have taken one of two slashes.
            Some(target.replacen(":/", "://", 1).replacen(":///", "://", 1))
        }
    }
}

fn parameter<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = path.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn the_address_behind_a_redirector_is_read_out_of_it() {
        let table = [
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3Fc&h=x",
                Some("https://a.example/b?c"),
            ),
            (
                "https://www.google.com/url?sa=t&url=http://a.example/",
                Some("http://a.example/"),
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=x",
                Some("https://a.example/"),
            ),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b&d=x",
                Some("https://a.example/b"),
            ),
            (
                "https://urldefense.com/v3/__https://a.example/b?c__;!!x!y$",
                Some("https://a.example/b?c"),
            ),
            (
                "https://urldefense.com/v3/__https:/a.example/__;!!x",
                Some("https://a.example/"),
            ),
            (
                "https://www.google.com/url?q=https%3A%2F%2Fvk.com%2Faway.php%3Fto%3Dhttps%253A%252F%252Fa.example",
                Some("https://a.example/"),
            ),
            ("https://www.google.com/url?q=javascript:alert(1)", None),
            ("https://www.google.com/search?q=https://a.example", None),
            ("https://evilgoogle.com/url?q=https://a.example", None),
            ("https://a.example/?url=https://b.example", None),
        ];
        for (address, expected) in table {
            assert_eq!(target(address).as_deref(), expected, "{address}");
        }
    }
}
