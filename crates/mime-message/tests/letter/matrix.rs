//! Letters of every kind, each with a name.

use super::{Case, address};

/// Texts, each of another trouble.
const TEXTS: &[(&str, &str)] = &[
    ("empty", ""),
    ("plain", "Hello.\n\nA word.\n"),
    ("latin", "Grüße aus Köln, déjà vu, ½ €\n"),
    (
        "cyrillic",
        "Съешь же ещё этих мягких французских булок, да выпей чаю\n",
    ),
    (
        "japanese",
        "色は匂へど散りぬるを我が世誰ぞ常ならむ有為の奥山今日越えて浅き夢見じ酔ひもせず\n",
    ),
    (
        "korean",
        "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다\n",
    ),
    (
        "arabic",
        "نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر\n",
    ),
    ("hebrew", "דג סקרן שט בים מאוכזב ולפתע מצא חברה\n"),
    ("thai", "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า\n"),
    ("emoji", "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪\n"),
    ("dots", ".\n..\n...\nx.\n.\r\n.\n"),
    ("from", "From me to you\n>From quoted\n From space\n"),
    ("spaces", "  two  spaces  \n\ttab\t\n \n"),
    ("quotes", "> one\n>> two\n> > > three\nmine\n>\n"),
    ("signature", "text\n\n-- \nRobin\nexample.org\n"),
    (
        "equals",
        "=3D = =? =?utf-8?Q?x?= =_x --=_onetwoexampleorg\n",
    ),
    (
        "controls",
        "bell \u{7} escape \u{1b} delete \u{7f} form \u{c} feed\n",
    ),
    ("separators", "line\u{2028}paragraph\u{2029}next\u{85}end\n"),
];

fn plain() -> Case {
    Case::new("Lunch", "Hello.\n", None)
}

fn to(name: &str, spec: &str) -> Case {
    let mut case = plain();
    case.letter.to = vec![address(name, spec)];
    case
}

/// All of them. Each is written and read back.
pub(crate) fn cases() -> Vec<(String, Case)> {
    let mut cases: Vec<(String, Case)> = Vec::new();
    let mut add = |name: &str, case: Case| cases.push((name.to_owned(), case));
    for (name, text) in TEXTS {
        let html = format!("<p>{}</p>", text.replace('>', "&gt;"));
        add(&format!("text {name}"), Case::new("Lunch", text, None));
        add(
            &format!("html {name}"),
            Case::new("Lunch", text, Some(&html)),
        );
        let subject = text.split(['\n', '\r']).next().unwrap_or_default();
        add(&format!("subject {name}"), Case::new(subject, "x", None));
        add(&format!("name {name}"), to(subject, "ann@example.org"));
    }
    let words = "word and another word ".repeat(5_000);
    let wide = "日本語".repeat(5_000);
    let one = "x".repeat(100_000);
    for (name, text) in [("words", &words), ("wide", &wide), ("one", &one)] {
        add(
            &format!("long {name}"),
            Case::new("Lunch", text, Some(text)),
        );
        add(
            &format!("long subject {name}"),
            Case::new(&text[..3_000], "x", None),
        );
    }
    for (name, spec) in [
        ("Cook, Ann", "ann@example.org"),
        ("\"Ann\" \\o/ (home) <b@c.example>", "ann@example.org"),
        ("ann@other.example", "ann@example.org"),
        ("", "\"ann cook\"@example.org"),
        ("", "\"a@b,c;d:e\"@example.org"),
        ("Ann", "ann+tag=x!y@[192.0.2.1]"),
        ("Jörg", "jörg@example.org"),
        ("Jörg", "jörg@münchen.example"),
        ("Jorg", "jorg@münchen.example"),
    ] {
        add(&format!("address {name} {spec}"), to(name, spec));
    }
    let mut many = plain();
    many.letter.to = (0..500)
        .map(|n| address(&format!("Müller {n}, Dr."), &format!("m{n}@example.org")))
        .collect();
    add("many recipients", many);
    for (length, name) in [
        (0, "empty"),
        (1, "one"),
        (57, "line"),
        (58, "more"),
        (300_000, "large"),
    ] {
        let bytes: Vec<u8> = (0..length).map(|n: u32| (n * 7 + n / 256) as u8).collect();
        add(
            &format!("file {name}"),
            plain().file("a.bin", "application/octet-stream", &bytes),
        );
    }
    for name in [
        "",
        "plain.txt",
        "two words.txt",
        "Grüße.txt",
        "日本語のとても長いファイルの名前で折り返しが必要なもの.docx",
        "quote \" and \\ back.txt",
        "semi;colon=equals'tick%20.txt",
        "=?utf-8?Q?x?=.txt",
        "a\r\nContent-Type: text/html.txt",
    ] {
        add(
            &format!("file name {name}"),
            plain().file(name, "text/plain", b"text\nof lines"),
        );
    }
    let nested = b"Subject: inner\r\nFrom: a@example.org\r\n\r\nGr\xC3\xBC\xC3\x9Fe\r\n--x\r\n";
    add(
        "message",
        plain().file("inner.eml", "message/rfc822", nested),
    );
    add(
        "several files",
        plain()
            .file("a", "text/html", b"<p>")
            .file("b", "message/rfc822", nested)
            .file("c", "application/pdf", b"%PDF"),
    );
    let mut images = Case::new(
        "Images",
        "see",
        Some("<p>see <img src=\"cid:one@x\"> and <img src=\"cid:two%2Bx\"></p>"),
    );
    images.push("one.png", "image/png", b"\x89PNG", Some("one@x"));
    images.push("two.png", "image/png", b"", Some("two+x"));
    add("images", images.clone());
    images.push("c.pdf", "application/pdf", b"%PDF", None);
    add("images and files", images);
    cases
}
