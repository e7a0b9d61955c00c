//! What the account's own server found out about the sender (RFC 8601).
//!
//! Anybody may write an Authentication-Results field. Servers put theirs above
//! what they received, so the topmost is the own server's if its name belongs
//! to the organisation that says, in the topmost Received with a name, to have
//! taken the message in; what a server further away found counts for nothing.
//! Whoever forges a field above all others can but accuse themselves.

use super::domain::organisation;
use super::{all, has};
use crate::message_view::Warning;
use mime_message::ListedField;

/// What is read of one field.
const MOST_RESULTS: usize = 50;

/// A method's verdict: `dkim`, `fail`.
type Verdict = (String, String);

/// Warns if the account's own server found that the sender is not who they say.
pub(super) fn failed(fields: &[ListedField]) -> Option<Warning> {
    let (server, _) = results(all(fields, "Authentication-Results").next()?)?;
    if !is_own(&server, fields) {
        return None;
    }
    let verdicts: Vec<Verdict> = all(fields, "Authentication-Results")
        .map_while(results)
        .take_while(|(other, _)| *other == server)
        .flat_map(|(_, verdicts)| verdicts)
        .collect();
    let methods = methods_failed(&verdicts, has(fields, "List-Id"));
    (!methods.is_empty()).then_some(Warning::NotAuthenticated { methods })
}

/// DMARC says what the others mean for the author's address. Without it a
/// failure counts only where nothing passed: forwarders break SPF, lists DKIM.
fn methods_failed(verdicts: &[Verdict], is_list: bool) -> Vec<String> {
    let says = |method: &str, verdict: &str| {
        verdicts
            .iter()
            .any(|(of, is)| of == method && is == verdict)
    };
    if says("dmarc", "fail") {
        let is_excused = says("arc", "pass") || says("dmarc", "pass");
        return match is_excused {
            true => Vec::new(),
            false => vec!["dmarc".to_owned()],
        };
    }
    let has_passed = ["dmarc", "dkim", "spf"]
        .into_iter()
        .any(|method| says(method, "pass"));
    if has_passed || is_list {
        return Vec::new();
    }
    ["dkim", "spf"]
        .into_iter()
        .filter(|method| says(method, "fail"))
        .map(str::to_owned)
        .collect()
}

/// Whether the server of this name is the one that took the message in.
fn is_own(server: &str, fields: &[ListedField]) -> bool {
    all(fields, "Received")
        .filter_map(receiver)
        .find(|receiver| !is_local(receiver))
        .is_some_and(|receiver| organisation(&receiver) == organisation(server))
}

/// Whether a name says nothing of whose machine it is.
fn is_local(name: &str) -> bool {
    !name.contains('.') || name.ends_with(".local") || name.starts_with("localhost.")
}

/// The name behind `by` in a Received field (RFC 5321 §4.4), in lower case.
/// What is a number only, or an address in brackets, is no name.
fn receiver(received: &str) -> Option<String> {
    let mut words = words_of(received).into_iter();
    words.find(|word| word.eq_ignore_ascii_case("by"))?;
    let name = words.next()?.to_ascii_lowercase();
    let is_name = name.chars().any(|c| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    is_name.then_some(name)
}

/// The words of a field without its comments (RFC 5322 §3.2.2); `;` is one by itself.
fn words_of(value: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, false, false);
    for c in value.chars() {
        let is_content = core::mem::take(&mut is_escaped);
        match c {
            '\\' if !is_content && (is_quoted || depth > 0) => is_escaped = true,
            '"' if !is_content && depth == 0 => is_quoted = !is_quoted,
            '(' if !is_content && !is_quoted => depth += 1,
            ')' if !is_content && !is_quoted && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ';' if !is_quoted => words.extend([";".to_owned(), String::new()]),
            c if c.is_whitespace() && !is_quoted => words.push(String::new()),
            c => {
                if let Some(last) = words.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A field's server and its verdicts. `None` where no server is named, as some
/// do that then say nothing of whose results these are.
fn results(value: &str) -> Option<(String, Vec<Verdict>)> {
    let words = words_of(value);
    let mut parts = words.split(|word| word == ";");
    let server = parts.next()?.first()?.to_ascii_lowercase();
    if server.contains('=') {
        return None;
    }
    let verdicts = parts
        .take(MOST_RESULTS)
        .filter_map(|part| {
            // `dkim=fail`, also with blanks around the sign.
            let whole = part.join(" ").replace(" =", "=").replace("= ", "=");
            let (method, verdict) = whole.split(' ').next()?.split_once('=')?;
            let method = method.split('/').next().unwrap_or_default();
            Some((method.to_ascii_lowercase(), verdict.to_ascii_lowercase()))
        })
        .collect();
    Some((server, verdicts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> ListedField {
        ListedField {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    /// What failed, told of a message that `by` took in.
    fn failed_at(by: &str, results: &[&str]) -> Vec<String> {
        let mut fields = vec![field(
            "Received",
            &format!(
                "from there.test (there.test [192.0.2.1]) by {by} with ESMTPS; Mon, 1 Jun 2026"
            ),
        )];
        let results = results.iter();
        fields.extend(results.map(|value| field("Authentication-Results", value)));
        match failed(&fields) {
            Some(Warning::NotAuthenticated { methods }) => methods,
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_the_own_server_says_of_the_author_counts() {
        let by = "mx1.example.org";
        for (results, expected) in [
            (
                "mx.example.org; dmarc=fail (p=REJECT) header.from=bank.test",
                "dmarc",
            ),
            (
                "mx.example.org 1; spf=pass smtp.mailfrom=x.test; dmarc=fail",
                "dmarc",
            ),
            (
                "mx.example.org; dkim/1 = fail reason=\"bad; signature\"",
                "dkim",
            ),
            ("mx.example.org; dkim=none; spf=fail", "spf"),
            ("mx.example.org; spf=fail; dkim=pass header.d=x.test", ""),
            ("mx.example.org; spf=softfail; dkim=none; dmarc=none", ""),
            ("mx.example.org; dkim=fail; dmarc=pass", ""),
            ("mx.example.org; dmarc=fail; arc=pass", ""),
            ("mx.example.org (dmarc=fail); none", ""),
            ("mx.example.org; dkim=temperror; spf=permerror", ""),
            ("mx.example.org;;;dmarc=fail", "dmarc"),
        ] {
            assert_eq!(failed_at(by, &[results]).join(" "), expected, "{results}");
        }
    }

    #[test]
    fn what_others_say_counts_for_nothing() {
        for by in ["mx.elsewhere.test", "localhost", "[192.0.2.7]", ""] {
            let results = "mx.example.org; dmarc=fail";
            assert_eq!(failed_at(by, &[results]), Vec::<String>::new(), "{by}");
        }
        let own = "mx.example.org; dmarc=pass";
        let forged = "mx.example.org.evil.test; dmarc=fail";
        assert!(failed_at("mx.example.org", &[own, forged]).is_empty());
        assert!(failed_at("mx.example.org", &[forged, own]).is_empty());
        assert!(failed_at("mx.example.org", &["spf=fail; dmarc=fail action=none"]).is_empty());
    }

    #[test]
    fn machines_without_a_name_pass_the_message_on() {
        let fields = [
            field("Received", "by 2001:db8::1 with SMTP id x; Mon, 1 Jun 2026"),
            field(
                "Received",
                "from mx.example.org by localhost with LMTP id y",
            ),
            field("Received", "from there.test by mx.example.org with ESMTP"),
            field("Authentication-Results", "mx.example.org; dmarc=fail"),
        ];
        assert!(failed(&fields).is_some());
        assert!(
            failed(&fields[3..]).is_none(),
            "nobody said to have received it"
        );
    }

    #[test]
    fn several_fields_of_the_own_server_are_read_together() {
        let results = ["mx.example.org; dkim=fail", "mx.example.org; spf=pass"];
        assert!(failed_at("mx.example.org", &results).is_empty());
    }
}
