//! How large a message may be: whoever writes one is told before they attach what
//! nobody would take. The service for sending says so once somebody has logged in,
//! so one does without sending anything; the same finds out whether it takes the
//! login. The server for mail that is kept may say so among its capabilities.

use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::{Change, Effect, LaterChange};
use mail_model::ProblemKind;
use submission_client::{ConnectionConfig, News, Order};

/// What is known of it.
#[derive(Debug, Default)]
pub(crate) struct MessageLimit {
    service: Service,
    /// What was told last.
    told: Option<u64>,
}

/// What the service for sending takes.
#[derive(Debug, Default)]
enum Service {
    /// Nobody has asked yet.
    #[default]
    Unknown,
    /// Somebody writes.
    Wanted,
    /// It is being asked.
    Asked(ConnectionId),
    /// So many octets, or it has not said.
    Known(Option<u64>),
}

impl Engine {
    /// Somebody begins to write.
    pub(crate) fn need_limit(&mut self) {
        if let Service::Unknown = self.account.limit.service {
            self.account.limit.service = Service::Wanted;
        }
        // A page that was loaded anew has not heard of it.
        self.account.limit.told = None;
        self.tell_limit();
    }
    /// Asks the service, once it is known that the login is right.
    pub(crate) fn want_limit(&mut self) {
        let (Service::Wanted, Some(login)) =
            (&self.account.limit.service, self.session.proven_login())
        else {
            return;
        };
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let order = Order {
            config: ConnectionConfig {
                entropy: connection.own(self.entropy),
            },
            credentials: login.credentials(),
            submission: None,
        };
        let upstream = login.upstream.clone();
        self.account.limit.service = Service::Asked(connection);
        self.effects
            .push_back(Effect::Submit(connection, upstream, Box::new(order)));
    }
    /// How asking goes. Tells whether it was that.
    pub(crate) fn limit_told(&mut self, connection: ConnectionId, news: &News) -> bool {
        let limit = &mut self.account.limit;
        let is_asked = matches!(limit.service, Service::Asked(asked) if asked == connection);
        match news {
            _ if !is_asked => return false,
            News::Offers(largest) => self.service_offers(*largest),
            // The next message that is begun asks again. That the login is refused
            // is better known before anything is written than when it is sent.
            News::Ended(Err(refusal)) => {
                limit.service = Service::Unknown;
                let is_of_login = matches!(
                    refusal.problem.kind,
                    ProblemKind::WrongCredentials
                        | ProblemKind::LoginNotPossible
                        | ProblemKind::AccountNeedsAttention
                );
                if is_of_login {
                    let problem = refusal.problem.clone();
                    self.changes.push_back(Change::Notice(problem));
                }
            }
            News::Ended(Ok(_)) | News::Progress(..) => {}
        }
        true
    }
    /// The service for sending takes messages of so many octets.
    pub(crate) fn service_offers(&mut self, largest: Option<u64>) {
        self.account.limit.service = Service::Known(largest);
        self.tell_limit();
    }
    fn tell_limit(&mut self) {
        let capabilities = self.session.capabilities.iter();
        let of_mailboxes = capabilities
            .filter_map(|capability| capability.strip_prefix("APPENDLIMIT=")?.parse().ok())
            .next();
        let of_service = match self.account.limit.service {
            Service::Known(largest) => largest,
            _ => None,
        };
        let least = of_service.into_iter().chain(of_mailboxes).min();
        if let Some(octets) = least.filter(|_| least != self.account.limit.told) {
            self.account.limit.told = least;
            self.changes
                .push_back(Change::Later(LaterChange::MessageLimit(octets)));
        }
    }
}
