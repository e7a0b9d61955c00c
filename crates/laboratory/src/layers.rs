//! Where the time goes between the wire and the page: one session, recorded,
//! and run through ever more of the layers.
//!
//! The layers themselves read no clock (I1): who measures calls [`Layers::run`]
//! and looks at theirs, in the browser as on this machine.

use crate::pair::{CONNECTION_LIMIT, new_engine};
use crate::{Pair, START, USER};
use demo_server::{Profile, Server};
use imap_client::inside;
use mail_engine::{
    AttachmentId, Change, DownloadId, Effect, Engine, Input, LaterAction, LaterChange, View,
};
use mail_model::{Flags, PartPath, SortCriterion, SortKey, Timestamp};

/// How far what the server said is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Cut into responses.
    Wire,
    /// And each of them decoded.
    Decoding,
    /// And all of it taken into the session's and the account's state, and told.
    Engine,
    /// And packed for the page.
    Bridge,
}

impl Layer {
    /// All of them, from the wire up.
    pub const ALL: [Self; 4] = [Self::Wire, Self::Decoding, Self::Engine, Self::Bridge];
}

/// A recorded session.
pub struct Layers {
    inputs: Vec<(Timestamp, Input)>,
    /// How many of the inputs come before what is of interest.
    prelude: usize,
    /// What the server said from then on.
    heard: Vec<u8>,
}

impl Layers {
    /// `count` windows of the list, each a jump away from the one before.
    pub fn windows(count: u32) -> Self {
        let mailbox = 20_000;
        let mut pair = Pair::with_inbox(Profile::Full, mailbox);
        pair.recorded = Some(Vec::new());
        pair.log_in("INBOX", None);
        pair.run_for(10_000);
        Self::recording(pair, |pair| {
            for window in 1..=count {
                let first = window * 331 % (mailbox - 100);
                pair.view(first, first + 49);
                pair.run_for(400);
            }
        })
    }
    /// So many messages ordered by subject, on a server that cannot sort.
    ///
    /// # Panics
    /// When the order is not made.
    pub fn order(count: u32) -> Self {
        let mut pair = Pair::with_inbox(Profile::Office365, count);
        pair.recorded = Some(Vec::new());
        pair.log_in("INBOX", None);
        pair.run_for(10_000);
        Self::recording(pair, |pair| {
            let by_subject = SortCriterion {
                key: SortKey::Subject,
                is_reversed: false,
            };
            let view = View {
                order: vec![by_subject],
                ..View::default()
            };
            pair.show("INBOX", view);
            pair.run_for(300_000);
            assert!(pair.page.has_rows(0..=49), "it was not made");
        })
    }
    /// A message with an attachment of so many octets, fetched.
    ///
    /// # Panics
    /// When it cannot be.
    pub fn download(octets: usize) -> Self {
        let mut server = Server::empty(Profile::Full);
        let line =
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n";
        let lines = octets / 57;
        let message = format!(
            "Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSee there.\r\n\
             --b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}--b--\r\n",
            line.repeat(lines)
        );
        let delivered = server.deliver(USER, "INBOX", message.as_bytes(), &Flags::default(), START);
        let mut pair = Pair::with_server(server);
        pair.recorded = Some(Vec::new());
        pair.log_in("INBOX", delivered);
        pair.run_for(10_000);
        let message = pair
            .page
            .message
            .as_ref()
            .expect("it opens")
            .message
            .clone();
        Self::recording(pair, |pair| {
            pair.act(LaterAction::Download {
                download: DownloadId(1),
                message,
                source: AttachmentId::from(PartPath(vec![2])).into(),
            });
            pair.run_for(600_000);
            assert_eq!(pair.page.downloads.len(), 1, "it is not here yet");
        })
    }
    fn recording(mut pair: Pair, what: impl FnOnce(&mut Pair)) -> Self {
        let prelude = pair.recorded.as_ref().map_or(0, Vec::len);
        what(&mut pair);
        let inputs = pair.recorded.take().unwrap_or_default();
        let heard = inputs.get(prelude..).unwrap_or_default().iter();
        let heard = heard.filter_map(|(_, input)| match input {
            Input::Received(_, bytes) => Some(bytes.as_slice()),
            _ => None,
        });
        Self {
            heard: heard.flatten().copied().collect(),
            inputs,
            prelude,
        }
    }
    /// An engine that was told all this.
    pub fn replayed(inputs: &[(Timestamp, Input)]) -> Engine {
        let mut engine = new_engine(CONNECTION_LIMIT);
        for (now, input) in inputs {
            engine.handle(input.clone(), *now);
            while engine.poll_effect().is_some() {}
            while engine.poll_change().is_some() {}
        }
        engine
    }
    /// How many octets the server said.
    pub fn octets(&self) -> usize {
        self.heard.len()
    }
    /// What must have happened before: not to be measured.
    pub fn prepare(&self, layer: Layer) -> Run {
        let (prelude, inputs) = self.inputs.split_at(self.prelude);
        let needs_engine = matches!(layer, Layer::Engine | Layer::Bridge);
        // Copied here, so that the copying is not measured.
        Run {
            layer,
            engine: Self::replayed(if needs_engine { prelude } else { &[] }),
            heard: self.heard.clone(),
            inputs: inputs.to_vec(),
        }
    }
}

/// A session about to be run through some of the layers.
pub struct Run {
    layer: Layer,
    heard: Vec<u8>,
    engine: Engine,
    inputs: Vec<(Timestamp, Input)>,
}

impl Run {
    /// Runs it. The number has no meaning but that all was done for it.
    pub fn go(mut self) -> usize {
        match self.layer {
            Layer::Wire => inside::cut(&self.heard, 16 << 10).len(),
            Layer::Decoding => inside::decode_all(&inside::cut(&self.heard, 16 << 10)),
            Layer::Engine => self.replay(|changes| changes.len()),
            Layer::Bridge => self
                .replay(|changes| postcard::to_allocvec(&changes).map_or(0, |packed| packed.len())),
        }
    }
    fn replay(&mut self, told: impl Fn(Vec<Change>) -> usize) -> usize {
        let mut count = 0;
        for (now, input) in core::mem::take(&mut self.inputs) {
            self.engine.handle(input, now);
            while let Some(effect) = self.engine.poll_effect() {
                count += usize::from(matches!(effect, Effect::Send(..)));
            }
            // The bytes of a file cross the bridge beside it.
            let changes = core::iter::from_fn(|| self.engine.poll_change()).map(|mut change| {
                if let Change::Later(LaterChange::DownloadProgress { bytes, .. }) = &mut change {
                    bytes.clear();
                }
                change
            });
            count += told(changes.collect());
        }
        count
    }
}
