//! Domains that look like others.

use crate::message_view::Warning;

/// A name of so many letters is looked at for single letters that differ:
/// among shorter ones honest neighbours are too many (gmail, email, ymail).
const LEAST_FOR_NEAR: usize = 7;

/// The domain of an address, in lower case and without a last dot; empty if
/// there is none.
pub(super) fn domain_of(address: &str) -> String {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    domain.trim().trim_end_matches('.').to_lowercase()
}

/// Whether two domains belong to one organisation, as far as their names tell:
/// one is below the other, or they share all but their first labels.
pub(super) fn is_same_organisation(one: &str, other: &str) -> bool {
    organisation(one) == organisation(other)
}

/// The part of a domain that somebody had to register. There is no list of
/// public suffixes here: a short second level (`co.uk`) counts as one.
pub(super) fn organisation(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(at, _)| at);
    let Some(last) = dots.next() else {
        return domain;
    };
    let top = domain.len() - last - 1;
    let mut start = dots.next();
    if let Some(second) = start
        && top == 2
        && last - second - 1 <= 3
    {
        start = dots.next();
    }
    start.and_then(|at| domain.get(at + 1..)).unwrap_or(domain)
}

/// Whether `domain` is written to be taken for another: for `own`, or in
/// letters of several scripts.
pub(super) fn look_alike(domain: &str, own: &str) -> Option<Warning> {
    let warn = |like: Option<String>| {
        Some(Warning::LookAlike {
            domain: domain.to_owned(),
            like,
        })
    };
    let (theirs, ours) = (organisation(domain), organisation(own));
    if theirs == ours {
        return None;
    }
    if ours.contains('.') && is_confusable(theirs, ours) {
        return warn(Some(own.to_owned()));
    }
    // Written wholly in foreign letters that all look like ours, or in several.
    let like = Some(in_latin(domain)).filter(|like| like.is_ascii());
    let is_disguised = !domain.is_ascii() && like.is_some();
    if is_disguised || domain.split('.').any(mixes_scripts) {
        return warn(like);
    }
    None
}

fn is_confusable(theirs: &str, ours: &str) -> bool {
    if skeleton(theirs) == skeleton(ours) {
        return true;
    }
    let (Some((name, top)), Some((our_name, our_top))) =
        (theirs.split_once('.'), ours.split_once('.'))
    else {
        return false;
    };
    top == our_top && our_name.chars().count() >= LEAST_FOR_NEAR && is_near(name, our_name)
}

/// What a domain looks like at a glance: foreign letters, digits and pairs taken
/// for the Latin letters that they resemble.
fn skeleton(domain: &str) -> String {
    let letters: String = in_latin(domain)
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '5' => 's',
            other => other,
        })
        .collect();
    letters.replace("rn", "m").replace("vv", "w")
}

/// A domain with each foreign letter replaced that has the very shape of a Latin one.
fn in_latin(domain: &str) -> String {
    domain.chars().map(latin).collect()
}

/// The Latin letter that `c` cannot be told from (of Unicode's confusables the
/// small letters that a domain can hold).
fn latin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ҽ' => 'e',
        'ɡ' => 'g',
        'һ' | 'հ' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' | 'ϳ' => 'j',
        'κ' => 'k',
        'ӏ' => 'l',
        'ո' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'υ' | 'ս' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    }
}

/// Whether one letter more, less or other makes one of the other, or two
/// neighbours changed their places.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |mut pairs: Vec<(&char, &char)>| {
        pairs.retain(|(a, b)| a != b);
        pairs.len()
    };
    let front = same_ahead(one.iter(), other.iter());
    let back = same_ahead(one.iter().rev(), other.iter().rev());
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    match long - short {
        0 => {
            let differing = same(one.iter().zip(&other).collect());
            let is_swap = differing == 2
                && front + back + 2 == long
                && one.get(front) == other.get(front + 1)
                && one.get(front + 1) == other.get(front);
            differing == 1 || is_swap
        }
        1 => front + back >= short,
        _ => false,
    }
}

fn same_ahead<'a>(
    one: impl Iterator<Item = &'a char>,
    other: impl Iterator<Item = &'a char>,
) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// The scripts that are told apart, because their letters look alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Other,
}

/// Whether a label is written in letters of several scripts. Japanese mixes
/// three and Latin beside them, Chinese and Korean take Latin too: only
/// scripts whose letters look alike are minded beside each other.
fn mixes_scripts(label: &str) -> bool {
    let mut scripts = label
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(script)
        .filter(|script| *script != Script::Other);
    let first = scripts.next();
    scripts.any(|script| Some(script) != first)
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x41..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        0x530..=0x58F => Script::Armenian,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(domain: &str, own: &str) -> Option<Option<String>> {
        match look_alike(domain, own)? {
            Warning::LookAlike { like, .. } => Some(like),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_registered_is_the_end_of_a_domain() {
        for (domain, expected) in [
            ("mail.example.org", "example.org"),
            ("example.org", "example.org"),
            ("a.b.example.co.uk", "example.co.uk"),
            ("news.example.de", "example.de"),
            ("www.web.de", "www.web.de"),
            ("localhost", "localhost"),
            ("", ""),
        ] {
            assert_eq!(organisation(domain), expected, "{domain}");
        }
    }

    #[test]
    fn a_domain_that_looks_like_the_own_one_is_named() {
        let own = "harbour.example";
        for domain in [
            "harb0ur.example",
            "harbuor.example",
            "harbours.example",
            "harbor.example",
            "harboսr.example",
            "mail.harbonr.example",
        ] {
            assert_eq!(like(domain, own), Some(Some(own.to_owned())), "{domain}");
        }
        assert_eq!(
            like("exarnple.org", "example.org"),
            Some(Some("example.org".into()))
        );
    }

    #[test]
    fn letters_of_several_scripts_are_minded_only_where_they_look_alike() {
        assert_eq!(like("pаypal.com", ""), Some(Some("paypal.com".to_owned())));
        assert_eq!(like("аррӏе.com", ""), Some(Some("apple.com".to_owned())));
        for honest in [
            "münchen.de",
            "пример.рф",
            "例え.jp",
            "東京tower.jp",
            "почта-1.рф",
            "метро.com",
            "παράδειγμα.gr",
        ] {
            assert_eq!(like(honest, "example.org"), None, "{honest}");
        }
    }

    #[test]
    fn neighbours_and_relatives_are_not_minded() {
        for (domain, own) in [
            ("email.com", "gmail.com"),
            ("ymail.com", "gmail.com"),
            ("mail.example.org", "example.org"),
            ("example.org", "mail.example.org"),
            ("example.com", "example.org"),
            ("harbour.example", ""),
            ("", "example.org"),
            ("harbour-club.example", "harbour.example"),
        ] {
            assert_eq!(like(domain, own), None, "{domain} before {own}");
        }
    }
}
