//! Messages put together at random from what parsers stumble over: each result
//! must be harmless, and sanitizing it again must change nothing.
//!
//! `PORTHOLE_FUZZ_SECONDS` sets how long each of the tests goes on (1 by default).

#![allow(clippy::print_stdout, reason = "how much was tried is worth knowing")]

mod judge;

use std::path::Path;
use std::time::{Duration, Instant};

use html_sanitizer::{InlineImage, to_text};

#[test]
fn pieces_of_markup_in_any_order_settle() {
    run(0x9e37_79b9_7f4a_7c15, |random| {
        (0..random.below(40) + 1)
            .map(|_| PIECES[random.below(PIECES.len())])
            .collect()
    });
}

#[test]
fn elements_nested_at_random_settle() {
    run(0xd1b5_4a32_d192_ed03, |random| {
        let mut html = String::new();
        let mut open: Vec<&str> = Vec::new();
        for _ in 0..random.below(60) + 1 {
            match random.below(10) {
                0..5 => {
                    let name = NAMES[random.below(NAMES.len())];
                    html.push_str(&format!(
                        "<{name}{}>",
                        ATTRIBUTES[random.below(ATTRIBUTES.len())]
                    ));
                    open.push(name);
                }
                5..8 if !open.is_empty() => {
                    let at = if random.below(4) == 0 {
                        random.below(open.len())
                    } else {
                        open.len() - 1
                    };
                    html.push_str(&format!("</{}>", open.remove(at)));
                }
                _ => html.push_str(TEXTS[random.below(TEXTS.len())]),
            }
        }
        html
    });
}

#[test]
fn css_put_together_at_random_settles() {
    run(0x94d0_49bb_1331_11eb, |random| {
        let css: String = (0..random.below(30) + 1)
            .map(|_| CSS[random.below(CSS.len())])
            .collect();
        match random.below(3) {
            0 => format!("<style>{css}</style><p class=a>x"),
            1 => format!("<style media='screen'>p{{{css}}}</style><p id=a>x"),
            _ => format!("<p style=\"{}\">x", css.replace('"', "&quot;")),
        }
    });
}

#[test]
fn damaged_messages_of_the_corpora_settle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let mut seeds = Vec::new();
    for folder in ["xss/html", "benign"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            continue;
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for bytes in files.iter().filter_map(|file| std::fs::read(file).ok()) {
            if bytes.len() < 8_000 {
                seeds.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    if seeds.is_empty() {
        println!("skipped: no corpora at {}", root.display());
        return;
    }
    run(0xbf58_476d_1ce4_e5b9, |random| {
        let mut html: Vec<char> = seeds[random.below(seeds.len())].chars().collect();
        for _ in 0..random.below(6) + 1 {
            let other: Vec<char> = seeds[random.below(seeds.len())].chars().collect();
            let from = random.below(other.len().max(1));
            let length = random.below(120);
            let splice = other.into_iter().skip(from).take(length);
            let at = random.below(html.len().max(1)).min(html.len());
            let end = (at + random.below(20)).min(html.len());
            html.splice(at..end, splice);
        }
        html.into_iter().collect()
    });
}

fn run(seed: u64, mut make: impl FnMut(&mut Random) -> String) {
    let seconds = std::env::var("PORTHOLE_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(1));
    let mut random = Random(seed);
    let images = [InlineImage {
        content_id: "a@b".to_owned(),
        location: None,
        media_type: "image/gif".to_owned(),
        bytes: b"GIF89a and the rest of the image".to_vec(),
    }];
    let mut tried = 0;
    while Instant::now() < end || tried == 0 {
        let html = make(&mut random);
        judge::check(&format!("number {tried}"), &html, &images);
        judge::check_writing(&format!("number {tried}"), &html);
        let _ = to_text(&html);
        tried += 1;
    }
    println!("{tried} messages");
}

/// Marsaglia's xorshift: the same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % end
    }
}

const NAMES: &[&str] = &[
    "a",
    "address",
    "applet",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "desc",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "font",
    "foreignObject",
    "form",
    "frameset",
    "h1",
    "h2",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "listing",
    "marquee",
    "math",
    "menu",
    "mglyph",
    "mi",
    "mtext",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "plaintext",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "script",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "x-y",
    "xmp",
];

const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    "",
    " class='m-body'",
    " class='a m-b'",
    " id=a",
    " href='http://a.example/?b=<'",
    " href='mailto:a@b.example'",
    " src=cid:a@b",
    " src='https://a.example/\u{e9}'",
    " style='background:url(cid:a%40b) red'",
    " style=\"color:red;position:fixed\"",
    " background='//a.example/b'",
    " bgcolor=red text=blue",
    " title='`\"<>&\u{a0}&#13;\t'",
    " width=1px height=100%",
    " dir=rtl lang=ar",
    " encoding='text/html'",
    " a b c=d",
];

const TEXTS: &[&str] = &[
    "x",
    " ",
    "\n",
    "\n\n",
    "&lt;b&gt;",
    "&amp;lt;",
    "&#13;",
    "\u{a0}",
    "\0",
    "\r\n",
    "<!-- a -->",
    "<![CDATA[b]]>",
    "<!doctype html>",
    "<?c?>",
    "</p>",
    "</br>",
    "-->",
    "\u{feff}",
    "&nbsp",
];

const PIECES: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<colgroup>",
    "<col>",
    "<tbody>",
    "<a href=http://a.example>",
    "</a>",
    "<b>",
    "</b>",
    "<b>",
    "<i>",
    "</i>",
    "<p>",
    "</p>",
    "<p>",
    "<div>",
    "</div>",
    "<li>",
    "<ul>",
    "</ul>",
    "<dd>",
    "<dl>",
    "<h1>",
    "<h2>",
    "</h1>",
    "<pre>",
    "</pre>",
    "\n",
    " ",
    "x",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<mtext>",
    "<style>",
    "</style>",
    "p{color:red}",
    "<select>",
    "</select>",
    "<option>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<object>",
    "</object>",
    "<marquee>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<!--",
    "-->",
    "<body bgcolor=#fff class=a>",
    "<html lang=en>",
    "<head>",
    "<frameset>",
    "<nobr>",
    "<font color=red>",
    "</font>",
    "<img src=x alt=y>",
    "<br>",
    "<hr>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "<foreignObject>",
    "<annotation-xml encoding='text/html'>",
    "<plaintext>",
    "<xmp>",
    "</xmp>",
    "<div class=m-body>",
    "<center>",
    "<blockquote>",
    "</blockquote>",
    "&",
    "<",
    "\"",
    "\0",
];

const CSS: &[&str] = &[
    "p",
    " ",
    ".a",
    "#a",
    "body",
    "html",
    ">",
    "+",
    "~",
    "*",
    ",",
    "{",
    "}",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "color",
    "red",
    "background",
    "url(",
    "url('cid:a@b')",
    "url(https://a.example/b)",
    "\"",
    "'",
    "\\",
    "\\75 rl(",
    "/*",
    "*/",
    "<!--",
    "-->",
    "@media",
    "@import",
    "screen",
    "(max-width:600px)",
    "and",
    "width",
    "10px",
    "-5",
    "50%",
    "1e3",
    "#abc",
    "calc(",
    "rgb(1,2,3)",
    "!important",
    "font",
    "'A B'",
    "12px/1.5",
    "\u{4e2d}",
    "margin",
    "\n",
    "\0",
    "hover",
    ":nth-child(2n+1)",
    "color:red;",
    "p{color:blue}",
    "position:fixed;",
    "linear-gradient(",
    "--x",
    "m-body",
    ".m-body",
    "</styl",
    "var(",
    "@supports",
    "e",
    "E5",
    "u+1",
    "text-shadow:1px 1px",
];
