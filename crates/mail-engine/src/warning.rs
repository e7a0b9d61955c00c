//! What makes a message suspicious, told from its header alone and without
//! asking anybody. Few and quiet: a warning that ordinary mail gives teaches
//! people to pass over all of them.

mod authentication;
mod domain;

use crate::message_view::Warning;
use domain::{domain_of, is_same_organisation};
use mail_model::Address;
use mime_message::{Header, ListedField, is_hidden};

/// Warns of what a header holds. `user` is the user's name as typed at login.
pub(crate) fn warnings(fields: &[ListedField], header: &Header, user: &str) -> Vec<Warning> {
    let mut found = Vec::new();
    found.extend(several_authors(header));
    found.extend(name_claims(fields, header));
    found.extend(look_alike(header, user));
    found.extend(reply_elsewhere(fields, header));
    found.extend(authentication::failed(fields));
    found.extend(hidden_characters(fields));
    found
}

fn all<'a>(fields: &'a [ListedField], name: &'a str) -> impl Iterator<Item = &'a str> {
    let is_it = move |field: &&ListedField| field.name.eq_ignore_ascii_case(name);
    fields
        .iter()
        .filter(is_it)
        .map(|field| field.value.as_str())
}

fn has(fields: &[ListedField], name: &str) -> bool {
    all(fields, name).next().is_some()
}

/// Whether it comes from a list, or was sent to many at once: there answers go
/// elsewhere, and names are rewritten, for good reasons.
fn is_for_many(fields: &[ListedField]) -> bool {
    has(fields, "List-Id")
        || has(fields, "List-Post")
        || has(fields, "List-Unsubscribe")
        || all(fields, "Precedence").any(|value| {
            ["list", "bulk"]
                .iter()
                .any(|word| value.trim().eq_ignore_ascii_case(word))
        })
}

/// Several authors are allowed (RFC 5322 §3.6.2) but then one of them must be
/// named as the sender; without it each program shows another of them.
fn several_authors(header: &Header) -> Option<Warning> {
    let domains = header.from.iter().map(|from| domain_of(&from.address));
    let mut others = domains.skip(1);
    let first = header.from.first().map(|from| domain_of(&from.address))?;
    let is_odd = header.sender.is_empty() && others.any(|other| other != first);
    is_odd.then_some(Warning::SeveralAuthors)
}

fn name_claims(fields: &[ListedField], header: &Header) -> Option<Warning> {
    header.from.iter().find_map(|from| {
        let claimed = address_in(&from.name)?;
        // Lists that send in others' names say so: `ada@example.org via Ships`.
        let is_list = has(fields, "List-Id") && from.name.contains(" via ");
        let is_other = !is_same_organisation(&domain_of(&claimed), &domain_of(&from.address));
        (is_other && !is_list).then(|| Warning::NameClaims {
            claimed,
            actual: from.address.clone(),
        })
    })
}

/// The first thing in a name that reads as an address.
fn address_in(name: &str) -> Option<String> {
    let is_edge = |c: char| !c.is_alphanumeric();
    name.split(|c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c))
        .map(|word| word.trim_matches(is_edge))
        .find(|word| {
            word.split_once('@').is_some_and(|(local, domain)| {
                let has_dot = domain.split_once('.').is_some_and(|(_, rest)| {
                    rest.chars().filter(|c| c.is_alphabetic()).count() > 1
                });
                !local.is_empty() && has_dot && !domain.contains('@')
            })
        })
        .map(str::to_owned)
}

fn look_alike(header: &Header, user: &str) -> Option<Warning> {
    let own = domain_of(user);
    let senders = header.from.iter().chain(&header.sender);
    senders
        .map(|sender| domain_of(&sender.address))
        .find_map(|domain| domain::look_alike(&domain, &own))
}

fn reply_elsewhere(fields: &[ListedField], header: &Header) -> Option<Warning> {
    if is_for_many(fields) {
        return None;
    }
    let known: Vec<_> = header
        .from
        .iter()
        .chain(&header.sender)
        .map(|known| domain_of(&known.address))
        .filter(|known| !known.is_empty())
        .collect();
    let is_elsewhere = |reply: &&Address| {
        let domain = domain_of(&reply.address);
        let mut known = known.iter();
        !domain.is_empty() && !known.any(|known| is_same_organisation(known, &domain))
    };
    let reply = header.reply_to.iter().find(is_elsewhere)?;
    (!known.is_empty()).then(|| Warning::ReplyElsewhere {
        address: reply.address.clone(),
    })
}

fn hidden_characters(fields: &[ListedField]) -> Option<Warning> {
    let shown = ["From", "Sender", "Reply-To", "Subject"];
    let hides =
        |name| all(fields, name).any(|value| value.chars().any(|c| is_hidden(c) && c != '\t'));
    shown
        .into_iter()
        .any(hides)
        .then_some(Warning::HiddenCharacters)
}

#[cfg(test)]
mod tests;
