//! The built app, embedded in the binary: which file answers which path, in
//! which compressed form, and how long it may be kept.

use std::collections::BTreeMap;

use bytes::Bytes;
use ring::digest::{SHA256, digest};

/// One file of the built app.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its path in the address, from the slash on.
    pub path: &'static str,
    /// Its content.
    pub identity: &'static [u8],
    /// Its content compressed by Brotli (RFC 7932), where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// Its content compressed by gzip (RFC 1952), where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// The app that was built into this binary; empty when it was compiled without one.
// A constant would be there once for each crate that uses it.
pub static EMBEDDED: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Below this path every name carries the hash of its content.
const HASHED: &str = "/assets/";
const INDEX: &str = "/index.html";

/// What can be asked for, by path.
#[derive(Debug)]
pub(crate) struct Assets {
    files: BTreeMap<&'static str, Representation>,
}

/// A file in all its forms.
#[derive(Clone, Debug)]
pub(crate) struct Representation {
    pub(crate) media_type: &'static str,
    pub(crate) identity: Bytes,
    pub(crate) brotli: Option<Bytes>,
    pub(crate) gzip: Option<Bytes>,
    pub(crate) lifetime: Lifetime,
}

/// How long a browser may keep a file without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// For ever: another content would have another name.
    Immutable,
    /// Not at all; asked again with this entity tag (RFC 9110 §8.8.3).
    Revalidated(String),
}

/// A form of a file (RFC 9110 §8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Brotli,
    Gzip,
}

impl Coding {
    pub(crate) fn token(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
        }
    }
}

impl Assets {
    /// All of `assets` but the page, which is completed first: see [`crate::page`].
    pub(crate) fn new(assets: &'static [Asset]) -> Self {
        let files = assets
            .iter()
            .filter(|asset| asset.path != INDEX)
            .map(|asset| {
                let lifetime = if asset.path.starts_with(HASHED) {
                    Lifetime::Immutable
                } else {
                    Lifetime::Revalidated(entity_tag(asset.identity))
                };
                let representation = Representation {
                    media_type: media_type(asset.path),
                    identity: Bytes::from_static(asset.identity),
                    brotli: asset.brotli.map(Bytes::from_static),
                    gzip: asset.gzip.map(Bytes::from_static),
                    lifetime,
                };
                (asset.path, representation)
            })
            .collect();
        Self { files }
    }

    pub(crate) fn file(&self, path: &str) -> Option<&Representation> {
        self.files.get(path)
    }
}

/// The page as it was built.
pub(crate) fn index(assets: &'static [Asset]) -> Option<&'static [u8]> {
    assets
        .iter()
        .find(|asset| asset.path == INDEX)
        .map(|asset| asset.identity)
}

/// A strong entity tag: the first half of the content's SHA-256.
pub(crate) fn entity_tag(content: &[u8]) -> String {
    let hash = digest(&SHA256, content);
    let mut tag = String::from("\"");
    for byte in hash.as_ref().iter().take(16) {
        tag.push_str(&format!("{byte:02x}"));
    }
    tag.push('"');
    tag
}

impl Representation {
    /// The smallest form that `accept_encoding` (RFC 9110 §12.5.3) allows.
    pub(crate) fn form(&self, accept_encoding: &str) -> (Coding, Bytes) {
        if let Some(brotli) = &self.brotli
            && accepts(accept_encoding, "br")
        {
            return (Coding::Brotli, brotli.clone());
        }
        if let Some(gzip) = &self.gzip
            && accepts(accept_encoding, "gzip")
        {
            return (Coding::Gzip, gzip.clone());
        }
        (Coding::Identity, self.identity.clone())
    }
}

fn accepts(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|parameter| {
            parameter
                .strip_prefix("q=")
                .is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
        });
        named && !refused
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Coding, Lifetime, Representation, accepts};
    use bytes::Bytes;

    #[test]
    fn a_coding_is_accepted_when_named_and_not_weighed_nothing() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("BR", true),
            ("br;q=0.1", true),
            ("br;q=0", false),
            ("br; q=0.000", false),
            ("brotli", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(accepts(header, "br"), expected, "{header}");
        }
    }

    #[test]
    fn the_smallest_accepted_form_is_served() {
        let file = Representation {
            media_type: "text/css",
            identity: Bytes::from_static(b"identity"),
            brotli: Some(Bytes::from_static(b"br")),
            gzip: Some(Bytes::from_static(b"gzip")),
            lifetime: Lifetime::Immutable,
        };
        assert_eq!(file.form("gzip, br").0, Coding::Brotli);
        assert_eq!(file.form("gzip").0, Coding::Gzip);
        assert_eq!(file.form("zstd").0, Coding::Identity);
    }
}
