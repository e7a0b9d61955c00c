//! Links: where they lead when they are opened, and where they say they lead.

mod claim;
mod redirect;
mod tracking;

use crate::LinkElsewhere;
use crate::address::{self, Address};
use crate::css::own_name;

pub(crate) use self::claim::MOST_TEXT;

/// What a link's `href` becomes: an absolute http, https or mailto address
/// without what only tells who clicked, or a place within the message. None if
/// it leads anywhere else.
pub(crate) fn href(source: &str) -> Option<String> {
    match Address::parse(source) {
        Address::Web(address) => Some(tracking::without(address)),
        Address::Mailto(address) => Some(address),
        _ => {
            let name = own_name(source.trim().strip_prefix('#')?)?;
            Some(format!("#{name}"))
        }
    }
}

/// What a link's `href` becomes in what a person writes: as [`href`], but all of
/// the address, and no place within the message.
pub(crate) fn written_href(source: &str) -> Option<String> {
    match Address::parse(source) {
        Address::Web(address) | Address::Mailto(address) => Some(address),
        _ => None,
    }
}

/// Where a web address leads in the end, if it names a service that only leads
/// on and says in the address where to.
///
/// Nothing is asked for to find that out: it is read out of the address.
pub fn redirect_target(address: &str) -> Option<String> {
    redirect::target(address)
}

/// What the text of a link to `href` pretends, if it names another domain.
pub(crate) fn elsewhere(text: &str, href: &str) -> Option<LinkElsewhere> {
    if !href.starts_with("http") {
        return None;
    }
    let shown = claim::host_in(text)?;
    let target = redirect_target(href);
    let target = address::host(target.as_deref().unwrap_or(href));
    (!claim::is_same_site(&shown, target)).then(|| LinkElsewhere {
        shown,
        target: target.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{elsewhere, href};

    #[test]
    fn an_href_is_absolute_or_within_the_message() {
        let table = [
            (
                "https://A.example/?utm_source=x",
                Some("https://a.example/"),
            ),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("#top", Some("#m-top")),
            (" #m-top ", Some("#m-top")),
            ("#", None),
            ("#a b", None),
            ("#\"><img>", None),
            ("top", None),
            ("javascript:alert(1)", None),
        ];
        for (source, expected) in table {
            assert_eq!(href(source).as_deref(), expected, "{source}");
        }
    }

    #[test]
    fn a_link_that_names_another_domain_is_told() {
        let told = |text, source| {
            let href = href(source).unwrap_or_default();
            elsewhere(text, &href).map(|link| format!("{} {}", link.shown, link.target))
        };
        let table = [
            (
                "www.bank.example",
                "https://evil.test/",
                Some("www.bank.example evil.test"),
            ),
            (
                "https://bank.example/login",
                "https://bank.example.evil.test/",
                Some("bank.example bank.example.evil.test"),
            ),
            (
                "paypal.com",
                "https://paypa1.com/",
                Some("paypal.com paypa1.com"),
            ),
            (
                "pay\u{200b}pal.com",
                "https://evil.test/",
                Some("paypal.com evil.test"),
            ),
            (
                "Log in at https://bank.example now",
                "https://evil.test/",
                Some("bank.example evil.test"),
            ),
            (
                "https://bank.example",
                "https://bank.example@evil.test/",
                Some("bank.example evil.test"),
            ),
            ("bank.example", "https://links.bank.example/x", None),
            ("Our shop", "https://evil.test/", None),
            (
                "example.org",
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F",
                None,
            ),
            (
                "example.org",
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.test%2F",
                Some("example.org evil.test"),
            ),
            ("example.org", "mailto:a@evil.test", None),
        ];
        for (text, href, expected) in table {
            assert_eq!(told(text, href).as_deref(), expected, "{text} {href}");
        }
    }
}
