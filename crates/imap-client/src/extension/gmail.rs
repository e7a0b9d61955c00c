//! Gmail's names (X-GM-EXT-1), read, and its labels, set and cleared. A label is a
//! mailbox, and worded as its name; which a message has is not asked.

use crate::capability::Capabilities;
use crate::mailbox_name::{NameForm, encode};
use mail_model::{UidRange, UidSet};

/// The FETCH item that names a message, where OBJECTID does not.
pub(crate) const NAME: &str = "X-GM-MSGID";
/// The one that names a conversation, behind others.
pub(crate) const THREAD: &str = " X-GM-THRID";
/// Whether the server has them.
pub(crate) fn is_offered(capabilities: &Capabilities) -> bool {
    capabilities.has("X-GM-EXT-1")
}

/// The UID STORE that sets or clears labels; `None` where there is none to.
pub(crate) fn store_labels(
    uids: &UidSet,
    labels: &[String],
    set: bool,
    form: NameForm,
) -> Option<Vec<u8>> {
    if labels.is_empty() || uids.is_empty() {
        return None;
    }
    let labels: Vec<String> = labels.iter().map(|label| word(label, form)).collect();
    let ranges: Vec<String> = uids.ranges().iter().copied().map(range).collect();
    let sign = if set { '+' } else { '-' };
    let command = format!(
        "UID STORE {} {sign}X-GM-LABELS.SILENT ({})",
        ranges.join(","),
        labels.join(" ")
    );
    Some(command.into_bytes())
}

fn range(range: UidRange) -> String {
    let (first, last) = (range.first().value(), range.last().value());
    if first == last {
        first.to_string()
    } else {
        format!("{first}:{last}")
    }
}

/// A label as it is sent: system labels (`\Inbox`) as they are, others as quoted
/// strings. Modified UTF-7 leaves nothing to be quoted but quotes and
/// backslashes: all that is no printable ASCII is in its base64. In UTF-8 a label
/// that no string could hold is encoded all the same.
fn word(label: &str, form: NameForm) -> String {
    let is_system = label
        .strip_prefix('\\')
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()));
    if is_system {
        return label.to_owned();
    }
    let is_as_it_is = form == NameForm::Utf8 && !label.chars().any(char::is_control);
    let worded = match is_as_it_is {
        true => label.to_owned(),
        false => encode(label),
    };
    let encoded = worded.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{encoded}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Uid;

    #[test]
    fn labels_are_quoted_whatever_a_person_typed() {
        let uids: UidSet = [5, 6, 9].into_iter().filter_map(Uid::new).collect();
        for (label, expected) in [
            ("\\Inbox", "\\Inbox"),
            ("work", "\"work\""),
            ("Entwürfe", "\"Entw&APw-rfe\""),
            ("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""),
            ("\\In box", "\"\\\\In box\""),
            ("x\r\nA1 LOGOUT", "\"x&AA0ACg-A1 LOGOUT\""),
            ("\0", "\"&AAA-\""),
        ] {
            let command =
                store_labels(&uids, &[label.to_owned()], true, NameForm::Encoded).unwrap();
            assert_eq!(
                String::from_utf8(command).unwrap(),
                format!("UID STORE 5:6,9 +X-GM-LABELS.SILENT ({expected})")
            );
        }
        let stored = |uids: &UidSet, labels: &[&str]| {
            let labels: Vec<String> = labels.iter().copied().map(str::to_owned).collect();
            store_labels(uids, &labels, true, NameForm::Utf8).map(String::from_utf8)
        };
        assert_eq!(stored(&uids, &[]), None);
        assert_eq!(stored(&UidSet::new(), &["x"]), None);
        assert_eq!(
            stored(&uids, &["R&D ä", "x\r\nA1"]),
            Some(Ok(
                "UID STORE 5:6,9 +X-GM-LABELS.SILENT (\"R&D ä\" \"x&AA0ACg-A1\")".to_owned()
            ))
        );
    }
}
