//! What each address answers: the app's files, message frames, `/healthz`, and
//! whether a relay may begin.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body as _, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::http::request::Parts;
use hyper::upgrade::OnUpgrade;
use hyper::{Method, Request, Response, StatusCode};
use relay_protocol::{FRAME_PATH, REMOTE_FRAME_PATH};

use crate::admission::{Admission, Place};
use crate::assets::{self, Asset, Assets, Lifetime, Representation};
use crate::config::{Config, Network};
use crate::handshake::{self, Rejection, Wish};
use crate::headers::{self, RemoteContent};
use crate::log::{Field, Log};
use crate::page;

const HEALTH_PATH: &str = "/healthz";
/// The first parts of the app's own routes. What follows is the app's to
/// read, dots and all: mailboxes are called `INBOX.Sent`.
const ROUTES: [&str; 5] = ["login", "mail", "compose", "contacts", "settings"];

/// Who may relay where.
#[derive(Debug)]
pub(crate) struct Relays {
    pub(crate) origins: Vec<String>,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) admission: Arc<Admission>,
    pub(crate) upstreams: BTreeSet<String>,
}

/// A relay that may begin, once the connection is upgraded.
#[derive(Debug)]
pub(crate) struct Granted {
    pub(crate) upgrade: OnUpgrade,
    pub(crate) upstream: String,
    pub(crate) browser: SocketAddr,
    /// Given back when the relay has ended.
    _place: Place,
}

pub(crate) struct Site {
    relays: Relays,
    page: Option<Representation>,
    assets: Assets,
    frame_document: Representation,
    app_headers: HeaderMap,
    blocked_frame_headers: HeaderMap,
    remote_frame_headers: HeaderMap,
}

type Answer = Response<Full<Bytes>>;

impl Site {
    pub(crate) fn new(relays: Relays, embedded: &'static [Asset], config: &Config) -> Self {
        let behind_tls = relays
            .origins
            .iter()
            .any(|origin| origin.starts_with("https://"));
        let page = assets::index(embedded).map(|index| {
            page::complete(index, &config.product, &config.upstreams, &config.settings)
        });
        let inline_scripts = page
            .as_ref()
            .map(|page| page::inline_script_sources(&String::from_utf8_lossy(&page.identity)))
            .unwrap_or_default();
        Self {
            relays,
            page,
            assets: Assets::new(embedded),
            frame_document: headers::frame_document(),
            app_headers: headers::app(&inline_scripts, behind_tls),
            blocked_frame_headers: headers::frame(RemoteContent::Blocked, behind_tls),
            remote_frame_headers: headers::frame(RemoteContent::Allowed, behind_tls),
        }
    }

    /// The answer to `request` from `peer`, and the relay that begins with it, if one does.
    pub(crate) fn respond(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
        now: Instant,
        log: Log,
    ) -> (Answer, Option<Granted>) {
        let (mut parts, _) = request.into_parts();
        let is_head = parts.method == Method::HEAD;
        let (mut answer, granted) = match handshake::upstream_name(parts.uri.path()) {
            Some(name) if parts.method == Method::GET => {
                let name = name.to_owned();
                match self.begin_relay(&mut parts, &name, peer, now) {
                    Ok((answer, granted)) => (answer, granted),
                    Err(rejection) => {
                        log.debug(
                            "relay-refused",
                            &[
                                ("address", Field::Shown(&peer.ip())),
                                ("status", Field::Count(u64::from(rejection.status.as_u16()))),
                                ("reason", Field::Text(rejection.reason)),
                            ],
                        );
                        (self.rejected(&rejection), None)
                    }
                }
            }
            _ => (self.file(&parts), None),
        };
        if is_head {
            let length = answer.body().size_hint().lower();
            answer
                .headers_mut()
                .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            *answer.body_mut() = Full::default();
        }
        (answer, granted)
    }

    fn begin_relay(
        &self,
        parts: &mut Parts,
        name: &str,
        peer: SocketAddr,
        now: Instant,
    ) -> Result<(Answer, Option<Granted>), Rejection> {
        let relays = &self.relays;
        handshake::check_origin(parts, &relays.origins)?;
        if !relays.upstreams.contains(name) {
            return Err(Rejection::new(
                StatusCode::NOT_FOUND,
                "no such mail server is configured",
            ));
        }
        let browser = handshake::browser_address(peer, &parts.headers, &relays.trusted_proxies);
        match handshake::wish(parts)? {
            Wish::Probe => {
                relays.admission.would_admit(browser.ip(), now)?;
                Err(Rejection::new(
                    StatusCode::UPGRADE_REQUIRED,
                    "this is a WebSocket's address",
                ))
            }
            Wish::Upgrade(accept) => {
                let place = relays.admission.admit(browser.ip(), now)?;
                let Some(upgrade) = parts.extensions.remove::<OnUpgrade>() else {
                    return Err(Rejection::new(
                        StatusCode::BAD_REQUEST,
                        "not a WebSocket handshake",
                    ));
                };
                let mut answer = self.answer(StatusCode::SWITCHING_PROTOCOLS, Bytes::new());
                answer.headers_mut().extend(handshake::accepted(accept));
                let granted = Granted {
                    upgrade,
                    upstream: name.to_owned(),
                    browser,
                    _place: place,
                };
                Ok((answer, Some(granted)))
            }
        }
    }

    fn file(&self, parts: &Parts) -> Answer {
        if parts.method != Method::GET && parts.method != Method::HEAD {
            let mut answer = self.text(
                StatusCode::METHOD_NOT_ALLOWED,
                "only GET and HEAD are answered here",
            );
            answer
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        let path = parts.uri.path();
        match path {
            HEALTH_PATH => self.text(StatusCode::OK, "ok"),
            FRAME_PATH => {
                self.representation(parts, &self.frame_document, &self.blocked_frame_headers)
            }
            REMOTE_FRAME_PATH => {
                self.representation(parts, &self.frame_document, &self.remote_frame_headers)
            }
            _ => match (self.assets.file(path), &self.page) {
                (Some(file), _) => self.representation(parts, file, &self.app_headers),
                (None, Some(page)) if is_route(path) => {
                    self.representation(parts, page, &self.app_headers)
                }
                (None, None) if is_route(path) => self.text(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "the app was not built into this binary; build it with `cargo xtask build`",
                ),
                (None, _) => self.text(StatusCode::NOT_FOUND, "there is nothing here"),
            },
        }
    }

    fn representation(&self, parts: &Parts, file: &Representation, headers: &HeaderMap) -> Answer {
        let field = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        let mut answer = Response::new(Full::default());
        *answer.headers_mut() = headers.clone();
        let fields = answer.headers_mut();
        fields.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        match &file.lifetime {
            Lifetime::Immutable => {
                let value = HeaderValue::from_static("public, max-age=31536000, immutable");
                fields.insert(header::CACHE_CONTROL, value);
            }
            Lifetime::Revalidated(tag) => {
                fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
                if let Ok(value) = HeaderValue::from_str(tag) {
                    fields.insert(header::ETAG, value);
                }
                if field(header::IF_NONE_MATCH).is_some_and(|known| matches(known, tag)) {
                    *answer.status_mut() = StatusCode::NOT_MODIFIED;
                    return answer;
                }
            }
        }
        fields.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.media_type),
        );
        let (coding, content) = file.form(field(header::ACCEPT_ENCODING).unwrap_or_default());
        if let Some(token) = coding.token() {
            fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
        }
        *answer.body_mut() = Full::new(content);
        answer
    }

    fn rejected(&self, rejection: &Rejection) -> Answer {
        let mut answer = self.text(rejection.status, rejection.reason);
        let fields = answer.headers_mut();
        if let Some(wait) = rejection.retry_after {
            fields.insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
        }
        if rejection.status == StatusCode::UPGRADE_REQUIRED {
            fields.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
            fields.insert(
                header::SEC_WEBSOCKET_VERSION,
                HeaderValue::from_static("13"),
            );
        }
        answer
    }

    fn text(&self, status: StatusCode, text: &'static str) -> Answer {
        let mut answer = self.answer(status, Bytes::from_static(text.as_bytes()));
        let fields = answer.headers_mut();
        fields.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        answer
    }

    fn answer(&self, status: StatusCode, content: Bytes) -> Answer {
        let mut answer = Response::new(Full::new(content));
        *answer.status_mut() = status;
        *answer.headers_mut() = self.app_headers.clone();
        answer
    }
}

/// Whether the app answers for `path`: its own routes, and whatever does not
/// look like a file.
fn is_route(path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    if path
        .split('/')
        .any(|segment| segment == ".." || segment == ".")
        || path.contains('\\')
    {
        return false;
    }
    let first = segments.next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    ROUTES.contains(&first)
        || !(last.contains('.') || first == "assets" || first == "relay" || first == "frame")
}

/// Whether `If-None-Match` (RFC 9110 §13.1.2) names `tag`.
fn matches(if_none_match: &str, tag: &str) -> bool {
    if_none_match
        .split(',')
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*")
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::is_route;

    #[test]
    fn the_app_answers_for_its_routes_and_for_nothing_that_looks_like_a_file() {
        for (path, expected) in [
            ("/", true),
            ("/login", true),
            ("/mail/INBOX", true),
            ("/mail/INBOX.Sent/7", true),
            ("/mail/INBOX/Sent.Mail", true),
            ("/settings/display", true),
            ("/favicon.ico", false),
            ("/assets/gone", false),
            ("/frame/other", false),
            ("/../etc/passwd", false),
            ("/mail/../etc/passwd", false),
            ("/..\\windows", false),
        ] {
            assert_eq!(is_route(path), expected, "{path}");
        }
    }
}
