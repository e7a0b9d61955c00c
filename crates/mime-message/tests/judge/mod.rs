//! What holds of every message, whatever its bytes: for fuzzing, and for what
//! fuzzing has found.

use mime_message::{
    BuiltInCharsets, container, decode_text, file_name, parse_message, plain_text, plan_reading,
    unpack,
};

/// Reads a message as far as it is read when a person opens it.
///
/// # Panics
/// When anything does not hold that must.
pub(crate) fn check(bytes: &[u8]) {
    let charsets = &BuiltInCharsets;
    let message = parse_message(bytes, charsets);
    assert_eq!(message, parse_message(bytes, charsets), "read in two ways");
    let plan = plan_reading(&message.structure, charsets);
    for path in plan.html.iter().chain(&plan.text).chain(&plan.more_text) {
        assert!(
            message.body(path).is_some(),
            "{path} is planned and not there"
        );
    }
    for part in message.structure.leaves() {
        let body = message.body(&part.path).expect("each leaf has its bytes");
        if let Some(name) = file_name(part, charsets) {
            check_name(&name);
        }
        let text = decode_text(part, body, charsets).value;
        for span in plain_text(&text) {
            assert!(!span.text.is_empty(), "nothing is a span");
            if let Some(link) = span.link {
                let known = ["http://", "https://", "mailto:"];
                assert!(
                    known.iter().any(|scheme| link.starts_with(scheme)),
                    "{link}"
                );
                assert!(!link.contains(char::is_control), "{link:?}");
            }
        }
        if let Some(container) = container(part, charsets)
            && let Some(unpacked) = unpack(container, part, body, charsets)
        {
            for name in unpacked
                .files
                .iter()
                .filter_map(|file| file.name.as_deref())
            {
                check_name(name);
            }
        }
    }
}

/// A name to save a file under leads nowhere else and hides nothing.
fn check_name(name: &str) {
    assert!(!name.is_empty() && name != "." && name != "..", "{name:?}");
    let is_odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202a}'..='\u{202e}');
    assert!(!name.contains(is_odd), "{name:?}");
}
