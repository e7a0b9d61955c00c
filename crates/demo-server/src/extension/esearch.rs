use super::cursor::Cursor;
use crate::command::SearchRequest;
use crate::session::Numbers;
use imap_codec::CommandCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::IntoStatic;
use imap_codec::imap_types::command::CommandBody;

/// What SEARCH RETURN asks for (RFC 4731 §3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Esearch {
    pub(crate) min: bool,
    pub(crate) max: bool,
    pub(crate) all: bool,
    pub(crate) count: bool,
}

/// Reads a SEARCH or UID SEARCH with RETURN; `None` for anything else. What
/// follows the options is the codec's to read.
pub(crate) fn esearch(message: &[u8]) -> Option<SearchRequest> {
    let mut cursor = Cursor::new(message);
    let tag = cursor.atom()?;
    cursor.token(b" ")?;
    let uid: &[u8] = if cursor.token(b"UID ").is_some() {
        b"UID "
    } else {
        b""
    };
    cursor.token(b"SEARCH RETURN ")?;
    let options = read_options(&cursor.words()?)?;
    let plain = [tag, b" ", uid, b"SEARCH", cursor.rest()].concat();
    let (rest, command) = CommandCodec::new().decode(&plain).ok()?;
    let CommandBody::Search {
        charset,
        criteria,
        uid,
    } = command.body.into_static()
    else {
        return None;
    };
    let numbers = if uid { Numbers::Uid } else { Numbers::Sequence };
    rest.is_empty().then(|| SearchRequest {
        options: Some(options),
        ..SearchRequest::plain(charset, criteria, numbers)
    })
}

fn read_options(words: &[String]) -> Option<Esearch> {
    let mut options = Esearch::default();
    for word in words {
        match word.as_str() {
            "MIN" => options.min = true,
            "MAX" => options.max = true,
            "ALL" => options.all = true,
            "COUNT" => options.count = true,
            _ => return None,
        }
    }
    // An empty list means ALL.
    options.all |= words.is_empty();
    Some(options)
}

/// The ESEARCH response (RFC 4731 §3.2) for ascending `found`.
pub(crate) fn esearch_line(tag: &str, options: Esearch, numbers: Numbers, found: &[u32]) -> String {
    let mut line = format!("* ESEARCH (TAG \"{tag}\")");
    if numbers == Numbers::Uid {
        line.push_str(" UID");
    }
    if let (Some(first), Some(last)) = (found.first(), found.last()) {
        if options.min {
            line.push_str(&format!(" MIN {first}"));
        }
        if options.max {
            line.push_str(&format!(" MAX {last}"));
        }
        if options.all {
            line.push_str(&format!(" ALL {}", ranges(found)));
        }
    }
    if options.count {
        line.push_str(&format!(" COUNT {}", found.len()));
    }
    line
}

fn ranges(found: &[u32]) -> String {
    let runs = found.chunk_by(|a, b| a.checked_add(1) == Some(*b));
    let texts: Vec<String> = runs
        .filter_map(|run| match run {
            [only] => Some(only.to_string()),
            [first, .., last] => Some(format!("{first}:{last}")),
            [] => None,
        })
        .collect();
    texts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_the_rest_is_left_to_the_codec() {
        let request = esearch(b"A1 UID SEARCH RETURN (MIN COUNT) UNSEEN\r\n").unwrap();
        let options = request.options.unwrap();
        assert!(options.min && options.count && !options.max && !options.all);
        assert!(
            esearch(b"A1 SEARCH RETURN () ALL\r\n")
                .unwrap()
                .options
                .unwrap()
                .all
        );
        for line in [
            "A1 SEARCH RETURN (SAVE) ALL\r\n",
            "A1 SEARCH ALL\r\n",
            "A1 SEARCH RETURN ()\r\n",
        ] {
            assert!(esearch(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn what_was_found_is_told_in_ranges() {
        let all = Esearch {
            min: true,
            max: true,
            all: true,
            count: true,
        };
        assert_eq!(
            esearch_line("A1", all, Numbers::Uid, &[2, 3, 4, 7]),
            "* ESEARCH (TAG \"A1\") UID MIN 2 MAX 7 ALL 2:4,7 COUNT 4"
        );
        assert_eq!(
            esearch_line("A1", all, Numbers::Sequence, &[]),
            "* ESEARCH (TAG \"A1\") COUNT 0"
        );
    }
}
