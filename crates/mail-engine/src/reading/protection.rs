use super::containers::Containers;
use crate::message_view::{Body, Protection};
use mail_model::{BodyStructure, Parameter};

/// How a message is signed or encrypted, as it says itself. Nothing is verified.
pub(super) fn protection(
    structure: &BodyStructure,
    containers: &Containers,
    body: &Body,
) -> Option<Protection> {
    if let Some(needs_key) = containers.cms() {
        return Some(match needs_key {
            Some(false) => Protection::SmimeSigned,
            _ => Protection::SmimeEncrypted,
        });
    }
    declared(structure).or_else(|| in_text(body))
}

/// RFC 1847's containers, wherever they stand: mailing lists wrap them once more.
fn declared(structure: &BodyStructure) -> Option<Protection> {
    let BodyStructure::Multipart {
        subtype,
        parameters,
        children,
        ..
    } = structure
    else {
        return None;
    };
    let is_openpgp = || says(parameters, "pgp") || holds(children, "application/pgp-");
    match subtype.as_str() {
        "signed" if is_openpgp() => Some(Protection::PgpSigned),
        "signed" => Some(Protection::SmimeSigned),
        "encrypted" => Some(Protection::PgpEncrypted),
        "mixed" => children.iter().find_map(declared),
        _ => None,
    }
}

fn says(parameters: &[Parameter], word: &str) -> bool {
    let mut protocols = parameters.iter().filter(|p| p.name == "protocol");
    protocols.any(|p| {
        let value = String::from_utf8_lossy(&p.value);
        value.to_ascii_lowercase().contains(word)
    })
}

fn holds(children: &[BodyStructure], media_type: &str) -> bool {
    children.iter().any(|child| match child {
        BodyStructure::Leaf(part) => part.media_type.starts_with(media_type),
        BodyStructure::Multipart { .. } => false,
    })
}

/// OpenPGP's armour within the text itself (RFC 9580 §6.2), not within a quote.
fn in_text(body: &Body) -> Option<Protection> {
    let Body::Text(spans) = body else {
        return None;
    };
    let own = spans.iter().filter(|span| span.quote_depth == 0);
    own.flat_map(|span| span.text.lines())
        .find_map(|line| match line.trim_end() {
            "-----BEGIN PGP MESSAGE-----" => Some(Protection::PgpEncrypted),
            "-----BEGIN PGP SIGNED MESSAGE-----" => Some(Protection::PgpSigned),
            _ => None,
        })
}
