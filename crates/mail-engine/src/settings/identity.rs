//! As whom somebody writes who has not said so: read off their login, and off
//! what mail came to.

use mail_model::{Address, EnvelopeAddress, Identity, IdentityId, Phrase};
use std::collections::BTreeMap;

/// What is made for those who have none is always called so, so that it is the
/// same on every machine.
const MADE: IdentityId = IdentityId(1);
/// Where nobody says which domains are the account's own, so many messages must
/// have come to an address.
const FEWEST: u32 = 3;

/// The identity of somebody who logs in under this name, whose mail came to these
/// addresses. `None` where no address can be made out.
pub(super) fn made<'a>(
    user: &str,
    domains: &[String],
    recipients: impl Iterator<Item = &'a Address>,
) -> Option<Identity> {
    let address = address(user, domains, recipients)?;
    let local = address.as_str().rsplit_once('@').map(|(local, _)| local);
    Some(Identity {
        id: MADE,
        from: Address {
            name: name(local.unwrap_or_default()),
            address: address.into(),
        },
        reply_to: Vec::new(),
        bcc: Vec::new(),
        signature: Phrase::default(),
    })
}

/// A login that is an address is the person's; any other is the part before the
/// `@`, at a domain that is the mail server's.
fn address<'a>(
    user: &str,
    domains: &[String],
    recipients: impl Iterator<Item = &'a Address>,
) -> Option<EnvelopeAddress> {
    if let Some(address) = EnvelopeAddress::parse(user) {
        return Some(address);
    }
    let is_own = |domain: &str| {
        let mut own = domains.iter();
        own.any(|own| own.eq_ignore_ascii_case(domain))
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for address in recipients {
        if let Some((local, domain)) = address.address.rsplit_once('@')
            && local.eq_ignore_ascii_case(user)
            && (domains.is_empty() || is_own(domain))
        {
            *seen.entry(address.address.to_lowercase()).or_default() += 1;
        }
    }
    let all: u32 = seen.values().sum();
    let most = seen.into_iter().max_by_key(|(_, times)| *times);
    let enough = match domains {
        [] => most.filter(|(_, times)| *times >= FEWEST && 2 * *times > all),
        _ => most,
    };
    enough
        .and_then(|(address, _)| EnvelopeAddress::parse(&address))
        .or_else(|| EnvelopeAddress::parse(&format!("{user}@{}", domains.first()?)))
}

/// `ada.lovelace` is called Ada Lovelace. A single word says nothing: it may be
/// a name, initials or an office.
fn name(local: &str) -> String {
    let words: Vec<&str> = local.split(['.', '_', '-']).collect();
    let is_name = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    if words.len() < 2 || !words.iter().all(is_name) {
        return String::new();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    let words: Vec<String> = words.into_iter().map(capital).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(address: &str) -> Address {
        Address {
            name: String::new(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn the_address_is_told_by_the_login_the_domains_and_the_mail() {
        let own = ["example.org".to_owned(), "example.net".to_owned()];
        for (user, domains, came_to, expected) in [
            (
                "ada@a.example",
                &own[..],
                &["x@y.example"][..],
                Some("ada@a.example"),
            ),
            ("ada", &own, &[], Some("ada@example.org")),
            ("ada", &own, &["Ada@Example.NET"], Some("ada@example.net")),
            (
                "ada",
                &own,
                &["ada@far.example"; 9],
                Some("ada@example.org"),
            ),
            ("ada", &[], &["ada@far.example"; 2], None),
            ("ada", &[], &["ada@far.example"; 3], Some("ada@far.example")),
            ("ada", &[], &["bob@far.example"; 3], None),
            ("", &own, &[], None),
            ("a b", &own, &[], None),
        ] {
            let came_to: Vec<Address> = came_to.iter().map(|address| to(address)).collect();
            let made = made(user, domains, came_to.iter());
            let address = made.as_ref().map(|made| made.from.address.as_str());
            assert_eq!(address, expected, "{user}");
        }
    }

    #[test]
    fn a_login_of_several_words_is_a_name() {
        for (local, expected) in [
            ("ada.lovelace", "Ada Lovelace"),
            ("jean-luc_picard", "Jean Luc Picard"),
            ("élise.öz", "Élise Öz"),
            ("robin", ""),
            ("a.lovelace", ""),
            ("ada.2", ""),
            ("", ""),
            (".", ""),
        ] {
            assert_eq!(name(local), expected, "{local}");
        }
    }
}
