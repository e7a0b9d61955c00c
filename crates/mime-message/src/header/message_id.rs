use mail_model::MessageId;

/// How many a field may name: threads are long, but not this long.
pub(super) const COUNT_LIMIT: usize = 1_000;
/// RFC 5322 §2.1.1's longest line.
const LENGTH_LIMIT: usize = 998;

/// The identifiers of a Message-ID, In-Reply-To or References field (RFC 5322
/// §3.6.4), without their brackets. Where none stand, words with an `@` count.
pub(super) fn parse_message_ids(text: &str) -> Vec<MessageId> {
    let bracketed: Vec<MessageId> = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .filter_map(|(id, _)| message_id(id))
        .take(COUNT_LIMIT)
        .collect();
    if !bracketed.is_empty() {
        return bracketed;
    }
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '<' | '>'))
        .filter(|word| word.contains('@'))
        .filter_map(message_id)
        .take(COUNT_LIMIT)
        .collect()
}

fn message_id(text: &str) -> Option<MessageId> {
    let id: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    (!id.is_empty() && id.len() <= LENGTH_LIMIT).then_some(MessageId(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_among_other_words() {
        let table: [(&str, &[&str]); 6] = [
            ("<a@b>", &["a@b"]),
            ("<a@b> <c@d>", &["a@b", "c@d"]),
            ("<a@b><c @d>", &["a@b", "c@d"]),
            ("Your message of Monday <a@b>", &["a@b"]),
            ("a@b", &["a@b"]),
            ("<> nothing", &[]),
        ];
        for (text, ids) in table {
            let found: Vec<String> = parse_message_ids(text).into_iter().map(|id| id.0).collect();
            assert_eq!(found, ids, "{text}");
        }
    }
}
