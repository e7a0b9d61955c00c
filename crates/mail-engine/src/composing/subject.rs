//! What an answer is about: the same, with one sign of answering before it.

/// Signs of an answer, as programs of many languages write them.
const REPLIES: &[&str] = &[
    "re",
    "aw",
    "sv",
    "vs",
    "antw",
    "antwort",
    "odp",
    "ref",
    "rif",
    "res",
    "ynt",
    "atb",
    "bls",
    "vá",
    "απ",
    "σχετ",
    "ответ",
    "на",
    "תגובה",
    "رد",
    "回复",
    "回覆",
    "答复",
    "返信",
    "답장",
];
/// Signs of passing on.
const FORWARDS: &[&str] = &[
    "fwd",
    "fw",
    "wg",
    "tr",
    "rv",
    "enc",
    "vb",
    "vl",
    "vls",
    "pd",
    "doorst",
    "továbbítás",
    "i",
    "πρθ",
    "переслано",
    "הועבר",
    "إعادة توجيه",
    "转发",
    "轉寄",
    "転送",
    "전달",
];

/// The subject of an answer.
pub(super) fn reply(subject: &str) -> String {
    with_sign("Re: ", without(subject, REPLIES))
}

/// The subject of what is passed on.
pub(super) fn forward(subject: &str) -> String {
    with_sign("Fwd: ", without(subject, FORWARDS))
}

fn with_sign(sign: &str, subject: &str) -> String {
    format!("{sign}{subject}").trim_end().to_owned()
}

/// What is left of a subject without such signs before it: `Re:`, `RE[2]:`, `Re^3:`.
fn without<'a>(subject: &'a str, signs: &[&str]) -> &'a str {
    let mut rest = subject.trim_start();
    while let Some((sign, behind)) = rest.split_once([':', '：']) {
        let counted = sign.trim_end();
        let word = counted
            .trim_end_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | '*')
            })
            .trim_end()
            .to_lowercase();
        if !signs.contains(&word.as_str()) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_stands_before_whatever_it_was_about() {
        for (subject, reply_to, forwarded) in [
            ("Lunch", "Re: Lunch", "Fwd: Lunch"),
            ("Re: Lunch", "Re: Lunch", "Fwd: Re: Lunch"),
            ("RE: re : AW: Lunch", "Re: Lunch", "Fwd: RE: re : AW: Lunch"),
            ("Re[2]: Lunch", "Re: Lunch", "Fwd: Re[2]: Lunch"),
            ("SV: Lunch", "Re: Lunch", "Fwd: SV: Lunch"),
            ("回复：Lunch", "Re: Lunch", "Fwd: 回复：Lunch"),
            ("Fwd: Lunch", "Re: Fwd: Lunch", "Fwd: Lunch"),
            ("WG: FW: Lunch", "Re: WG: FW: Lunch", "Fwd: Lunch"),
            ("[list] Lunch", "Re: [list] Lunch", "Fwd: [list] Lunch"),
            ("Result: 3:1", "Re: Result: 3:1", "Fwd: Result: 3:1"),
            ("Ref 12: x", "Re: x", "Fwd: Ref 12: x"),
            ("", "Re:", "Fwd:"),
        ] {
            assert_eq!(reply(subject), reply_to);
            assert_eq!(forward(subject), forwarded);
        }
    }
}
