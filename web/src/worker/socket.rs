//! One WebSocket to the proxy, for one connection to an upstream.

use js_sys::{ArrayBuffer, Uint8Array};
use mail_engine::{ConnectionId, Input};
use mail_model::ProblemKind;
use relay_protocol::{CloseCode, RELAY_PATH, SUBPROTOCOL};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    BinaryType, CloseEvent, DedicatedWorkerGlobalScope, MessageEvent, Response, WebSocket,
};

/// The proxy's limit is 1 MiB a message; less lets a frame of others between.
const LARGEST_MESSAGE: usize = 128 * 1024;

/// So much may wait to be sent before no more is read of a file for it.
const MOST_WAITING: u32 = 512 * 1024;

/// An open or opening WebSocket. Dropping it closes it, and nothing is heard of
/// it any more.
pub(super) struct Socket {
    socket: WebSocket,
    /// Kept alive as long as the browser may call them.
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens a WebSocket to the named upstream, or with `suffix` to another of its
    /// services; `feed` hears what becomes of it.
    pub(super) fn open(
        id: ConnectionId,
        upstream: &str,
        suffix: &str,
        feed: impl Fn(Input) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let location = scope.location();
        let scheme = if location.protocol() == "https:" {
            "wss:"
        } else {
            "ws:"
        };
        let upstream = js_sys::encode_uri_component(upstream);
        let path = format!("{RELAY_PATH}{upstream}{suffix}");
        let socket =
            WebSocket::new_with_str(&format!("{scheme}//{}{path}", location.host()), SUBPROTOCOL)?;
        socket.set_binary_type(BinaryType::Arraybuffer);

        let was_open = Rc::new(Cell::new(false));
        let on_open = Closure::<dyn FnMut()>::new({
            let (feed, was_open) = (feed.clone(), Rc::clone(&was_open));
            move || {
                was_open.set(true);
                feed(Input::Connected(id));
            }
        });
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
            let feed = feed.clone();
            move |event: MessageEvent| {
                if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                    feed(Input::Received(id, Uint8Array::new(&buffer).to_vec()));
                }
            }
        });
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            let (feed, path) = (feed.clone(), path.clone());
            let (code, words) = (CloseCode::from(event.code()), event.reason());
            if was_open.get() {
                feed(Input::Closed(id, close_reason(problem_of(code), words)));
            } else {
                spawn_local(async move {
                    let kind = ask_why_refused(&path).await;
                    feed(Input::Closed(id, close_reason(kind, words)));
                });
            }
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Sends bytes. A socket that is closing drops them: its end is reported anyway.
    pub(super) fn send(&self, bytes: &[u8]) {
        for message in bytes.chunks(LARGEST_MESSAGE) {
            let _ = self.socket.send_with_u8_array(message);
        }
    }

    /// Whether much waits to be sent.
    pub(super) fn is_full(&self) -> bool {
        self.socket.buffered_amount() > MOST_WAITING
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

fn close_reason(kind: ProblemKind, words: String) -> mail_engine::CloseReason {
    mail_engine::CloseReason { kind, words }
}

fn problem_of(code: CloseCode) -> ProblemKind {
    match code {
        CloseCode::UpstreamUnreachable => ProblemKind::ServerUnreachable,
        CloseCode::CertificateInvalid | CloseCode::TlsFailed => ProblemKind::CertificateInvalid,
        CloseCode::StartTlsFailed => ProblemKind::StartTlsFailed,
        CloseCode::Protocol => ProblemKind::ProxyRefused,
        CloseCode::Normal
        | CloseCode::GoingAway
        | CloseCode::UpstreamReset
        | CloseCode::Idle
        | CloseCode::LoginDeadline
        | CloseCode::Internal
        | CloseCode::Other(_) => ProblemKind::ConnectionLost,
    }
}

/// Browsers do not tell why a WebSocket was refused. The same address, asked
/// plainly, answers with the status that the upgrade would have got.
async fn ask_why_refused(path: &str) -> ProblemKind {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Ok(response) = JsFuture::from(scope.fetch_with_str(path)).await else {
        return ProblemKind::ProxyUnreachable;
    };
    match response
        .dyn_into::<Response>()
        .map(|response| response.status())
    {
        Ok(404) => ProblemKind::UnknownUpstream,
        Ok(403 | 429 | 503) => ProblemKind::ProxyRefused,
        Ok(426) => ProblemKind::ConnectionLost,
        _ => ProblemKind::ProxyUnreachable,
    }
}
