//! The page, completed at start with what only the configuration knows: the
//! upstreams a person may choose, what the product is called, and what everybody's
//! settings begin with.

use std::collections::BTreeMap;
use std::io::Write as _;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use relay_protocol::{
    LANGUAGE, LANGUAGE_ATTRIBUTE, LOCKED_LANGUAGE_ATTRIBUTE, PRODUCT_META, SETTING_META,
    UPSTREAM_META,
};
use ring::digest::{SHA256, digest};

use crate::assets::{Lifetime, Representation, entity_tag};
use crate::config::{GivenSetting, Upstream};

/// The page with a `<meta>` for the product, one for each upstream, and one for
/// each setting that is given.
pub(crate) fn complete(
    index: &[u8],
    product: &str,
    upstreams: &BTreeMap<String, Upstream>,
    settings: &[GivenSetting],
) -> Representation {
    let index = String::from_utf8_lossy(index);
    let mut metas = format!(
        "<meta name=\"{PRODUCT_META}\" content=\"{}\">",
        escaped(product)
    );
    for (name, upstream) in upstreams {
        metas.push_str(&format!(
            "<meta name=\"{UPSTREAM_META}\" content=\"{}\" data-label=\"{}\" data-domains=\"{}\"{}>",
            escaped(name),
            escaped(&upstream.label),
            escaped(&upstream.domains.join(" ")),
            if upstream.submission.is_some() {
                " data-submission=\"\""
            } else {
                ""
            },
        ));
    }
    let stands_on_root = |setting: &&GivenSetting| setting.name == LANGUAGE && !setting.is_locked;
    for setting in settings.iter().filter(|setting| !stands_on_root(setting)) {
        metas.push_str(&format!(
            "<meta name=\"{SETTING_META}\" content=\"{} {}\"{}>",
            setting.name,
            escaped(&setting.value),
            if setting.is_locked {
                " data-locked=\"\""
            } else {
                ""
            },
        ));
    }
    let index = with_language(&with_theme(&index, settings), settings);
    let head = index.find("</head>").unwrap_or(index.len());
    let (before, after) = index.split_at(head);
    let page = format!("{}{metas}{after}", with_title(before, product));
    let identity = Bytes::from(page);
    Representation {
        media_type: "text/html; charset=utf-8",
        gzip: gzip(&identity).filter(|gzip| gzip.len() < identity.len()),
        brotli: None,
        lifetime: Lifetime::Revalidated(entity_tag(&identity)),
        identity,
    }
}

/// The SHA-256 sources (CSP3 §2.3.1) of the scripts that stand in the page
/// itself, so that its policy allows these and no other.
pub(crate) fn inline_script_sources(page: &str) -> Vec<String> {
    let mut sources = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((script, after)) = after.split_once("</script") else {
            break;
        };
        if !attributes.contains("src=") && !script.is_empty() {
            let hash = digest(&SHA256, script.as_bytes());
            sources.push(format!("'sha256-{}'", base64(hash.as_ref())));
        }
        rest = after;
    }
    sources
}

/// The theme shows before anybody has logged in. What a browser was told to show
/// the page's own script puts in its place.
fn with_theme(page: &str, settings: &[GivenSetting]) -> String {
    let theme = settings.iter().find(|setting| setting.name == "theme");
    match theme.filter(|theme| theme.value != "system") {
        Some(theme) => {
            let root = format!("<html data-theme=\"{}\" ", escaped(&theme.value));
            page.replacen("<html ", &root, 1)
        }
        None => page.to_owned(),
    }
}

/// The language is spoken before anybody has logged in: the page's own script reads
/// it off the root element. One that is left to the browser needs no word.
fn with_language(page: &str, settings: &[GivenSetting]) -> String {
    let language = settings.iter().find(|setting| setting.name == LANGUAGE);
    match language.filter(|language| language.value != "system" || language.is_locked) {
        Some(language) => {
            let attribute = match language.is_locked {
                true => LOCKED_LANGUAGE_ATTRIBUTE,
                false => LANGUAGE_ATTRIBUTE,
            };
            let root = format!("<html {attribute}=\"{}\" ", escaped(&language.value));
            page.replacen("<html ", &root, 1)
        }
        None => page.to_owned(),
    }
}

fn with_title(head: &str, product: &str) -> String {
    match (head.find("<title>"), head.find("</title>")) {
        (Some(start), Some(end)) if start < end => {
            let (before, _) = head.split_at(start);
            let (_, after) = head.split_at(end);
            format!("{before}<title>{}{after}", escaped(product))
        }
        _ => head.to_owned(),
    }
}

/// Text as an attribute's value or an element's content.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

fn gzip(content: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// RFC 4648 §4, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut bits = 0;
        for place in 0..3 {
            bits = bits << 8 | u32::from(group.get(place).copied().unwrap_or(0));
        }
        for place in 0..4 {
            let letter = ALPHABET
                .get((bits >> (18 - 6 * place) & 63) as usize)
                .copied()
                .unwrap_or(b'=');
            text.push(if place <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, complete, inline_script_sources};
    use crate::config::{GivenSetting, MailServer, Target, TlsMode, Upstream};
    use std::collections::BTreeMap;

    #[test]
    fn base64_knows_the_rfcs_examples() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_page_names_its_product_and_its_upstreams_as_text() {
        let upstream = Upstream {
            label: "R&D <\"mail\">".to_owned(),
            domains: vec!["example.org".to_owned(), "example.net".to_owned()],
            target: Target::Server(MailServer {
                host: "imap.example.org".to_owned(),
                port: 993,
                tls: TlsMode::Implicit,
                ca_file: None,
                proxy_protocol: false,
                service: crate::config::Service::Imap,
            }),
            submission: Some(Target::Server(MailServer {
                host: "smtp.example.org".to_owned(),
                port: 465,
                tls: TlsMode::Implicit,
                ca_file: None,
                proxy_protocol: false,
                service: crate::config::Service::Submission,
            })),
        };
        let page = complete(
            b"<!doctype html><head><title>x</title></head><body></body>",
            "It's mail",
            &BTreeMap::from([("work".to_owned(), upstream)]),
            &[],
        );
        assert_eq!(
            page.identity,
            "<!doctype html><head><title>It&#39;s mail</title>\
             <meta name=\"porthole-product\" content=\"It&#39;s mail\">\
             <meta name=\"porthole-upstream\" content=\"work\" data-label=\"R&amp;D &lt;&quot;mail&quot;&gt;\" \
             data-domains=\"example.org example.net\" data-submission=\"\"></head><body></body>"
        );
    }

    #[test]
    fn the_page_says_what_settings_begin_with_and_which_stay_so() {
        let given = |name, value: &str, is_locked| GivenSetting {
            name,
            value: value.to_owned(),
            is_locked,
        };
        let page = complete(
            b"<html lang=\"en\"><head></head>",
            "x",
            &BTreeMap::new(),
            &[given("rich", "no", false), given("theme", "dark", true)],
        );
        let page = String::from_utf8_lossy(&page.identity).into_owned();
        assert!(page.starts_with("<html data-theme=\"dark\" lang=\"en\">"));
        assert!(page.ends_with(
            "<meta name=\"porthole-setting\" content=\"rich no\">\
             <meta name=\"porthole-setting\" content=\"theme dark\" data-locked=\"\"></head>"
        ));
    }

    #[test]
    fn a_language_stands_where_the_page_begins() {
        for (value, is_locked, root, is_told) in [
            (
                "de",
                false,
                "<html data-language=\"de\" lang=\"en\">",
                false,
            ),
            (
                "de",
                true,
                "<html data-only-language=\"de\" lang=\"en\">",
                true,
            ),
            ("system", false, "<html lang=\"en\">", false),
            (
                "system",
                true,
                "<html data-only-language=\"system\" lang=\"en\">",
                true,
            ),
        ] {
            let given = GivenSetting {
                name: "language",
                value: value.to_owned(),
                is_locked,
            };
            let index = b"<html lang=\"en\"><head></head>";
            let page = complete(index, "x", &BTreeMap::new(), &[given]);
            let page = String::from_utf8_lossy(&page.identity).into_owned();
            assert!(page.starts_with(root), "{page}");
            let told = format!("content=\"language {value}\" data-locked");
            assert_eq!(page.contains(&told), is_told, "{page}");
        }
    }

    #[test]
    fn the_pages_own_scripts_are_allowed_by_their_hash_alone() {
        let page = "<script src=\"/a.js\"></script><script type=\"module\">alert(1)</script><script></script>";
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            inline_script_sources(page),
            ["'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"]
        );
    }
}
