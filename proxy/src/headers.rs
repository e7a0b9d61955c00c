//! The headers that make the app safe to be in a browser, and the documents
//! that message frames begin with.

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::assets::{Lifetime, Representation, entity_tag};

/// The name of the one Trusted Types policy that the app may create.
const TRUSTED_TYPES_POLICY: &str = "porthole";

/// A document for the app to fill. Its title is empty because its content has
/// none; it has no script, no style and no link.
const FRAME_DOCUMENT: &str = concat!(
    "<!doctype html><html><head><meta charset=\"utf-8\"><title></title></head>",
    "<body></body></html>\n"
);

/// All that a page can be denied, denied.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
    identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
    otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
    window-management=(), xr-spatial-tracking=()";

/// What a message's frame may load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RemoteContent {
    Blocked,
    /// Images, after the person's consent.
    Allowed,
}

/// The headers of everything that is no message frame.
pub(crate) fn app(inline_scripts: &[String], behind_tls: bool) -> HeaderMap {
    let mut scripts = String::from("'self' 'wasm-unsafe-eval'");
    for source in inline_scripts {
        scripts.push(' ');
        scripts.push_str(source);
    }
    let policy = format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data: blob:; \
         media-src blob:; connect-src 'self'; worker-src 'self'; frame-src 'self' blob:; font-src 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types {TRUSTED_TYPES_POLICY}"
    );
    let mut headers = common(behind_tls);
    insert(&mut headers, header::CONTENT_SECURITY_POLICY, &policy);
    insert(
        &mut headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    insert(
        &mut headers,
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    );
    insert(
        &mut headers,
        HeaderName::from_static("permissions-policy"),
        PERMISSIONS,
    );
    headers
}

/// The headers of a message's frame. It is sandboxed without scripts whatever
/// element embeds it, and only the app may embed it. `allow-modals` is for the frame
/// that a letter is printed from; without scripts nothing else is a modal.
pub(crate) fn frame(remote: RemoteContent, behind_tls: bool) -> HeaderMap {
    let images = match remote {
        RemoteContent::Blocked => "data: blob:",
        RemoteContent::Allowed => "data: blob: http: https:",
    };
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src {images}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'; sandbox allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox"
    );
    // The app is isolated, so its frames must be. Pictures from elsewhere do
    // not consent to that; without credentials they need not.
    let embedder_policy = match remote {
        RemoteContent::Blocked => "require-corp",
        RemoteContent::Allowed => "credentialless",
    };
    let mut headers = common(behind_tls);
    insert(&mut headers, header::CONTENT_SECURITY_POLICY, &policy);
    insert(
        &mut headers,
        HeaderName::from_static("cross-origin-embedder-policy"),
        embedder_policy,
    );
    insert(
        &mut headers,
        HeaderName::from_static("permissions-policy"),
        PERMISSIONS,
    );
    headers
}

/// The document that a message's frame begins with.
pub(crate) fn frame_document() -> Representation {
    Representation {
        media_type: "text/html; charset=utf-8",
        identity: bytes::Bytes::from_static(FRAME_DOCUMENT.as_bytes()),
        brotli: None,
        gzip: None,
        lifetime: Lifetime::Revalidated(entity_tag(FRAME_DOCUMENT.as_bytes())),
    }
}

fn common(behind_tls: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    insert(
        &mut headers,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    insert(&mut headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    insert(&mut headers, header::REFERRER_POLICY, "no-referrer");
    // A link that is only shown must not be looked up.
    insert(&mut headers, header::X_DNS_PREFETCH_CONTROL, "off");
    if behind_tls {
        insert(
            &mut headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000",
        );
    }
    headers
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // Hashes and constants: all of it is visible ASCII.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
