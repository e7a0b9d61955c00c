//! From a server's refusal to what a person is told.

use crate::Refusal;
use crate::response::{Code, Status, StatusKind};
use mail_model::{Problem, ProblemKind};

/// The refusal that a NO or BAD means: by its code (RFC 5530) where that says
/// more than `default`.
pub(crate) fn refusal(status: &Status, default: ProblemKind) -> Refusal {
    Refusal {
        problem: problem(status, default),
        is_certain: true,
    }
}

/// The problem that a status response tells of.
pub(crate) fn problem(status: &Status, default: ProblemKind) -> Problem {
    Problem::with_words(kind(status).unwrap_or(default), &status.text)
}

/// The problem of a refused login.
pub(crate) fn login_problem(status: &Status) -> Problem {
    let default = match status.kind {
        StatusKind::Bad => ProblemKind::LoginNotPossible,
        StatusKind::Ok | StatusKind::No => ProblemKind::WrongCredentials,
    };
    problem(status, default)
}

fn kind(status: &Status) -> Option<ProblemKind> {
    let by_code = match &status.code {
        Some(Code::Other(name)) => match name.as_str() {
            "AUTHENTICATIONFAILED" | "AUTHORIZATIONFAILED" => Some(ProblemKind::WrongCredentials),
            // WEBALERT is Gmail's: a person must first log in by a browser.
            "EXPIRED" | "CONTACTADMIN" | "PRIVACYREQUIRED" | "WEBALERT" => {
                Some(ProblemKind::AccountNeedsAttention)
            }
            "UNAVAILABLE" | "INUSE" | "LIMIT" | "THROTTLED" | "OVERQUOTA" => {
                Some(ProblemKind::ServerBusy)
            }
            "SERVERBUG" => Some(ProblemKind::ServerRefused),
            _ => None,
        },
        _ => None,
    };
    by_code.or_else(|| {
        // Exchange and Gmail say it in words alone.
        let words = status.text.to_ascii_lowercase();
        let is_busy = words.contains("throttled") || words.contains("too many");
        is_busy.then_some(ProblemKind::ServerBusy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_whose_fault_it_is() {
        for (code, text, kind) in [
            ("AUTHENTICATIONFAILED", "no", ProblemKind::WrongCredentials),
            ("EXPIRED", "", ProblemKind::AccountNeedsAttention),
            ("UNAVAILABLE", "", ProblemKind::ServerBusy),
            ("REFERRAL", "elsewhere", ProblemKind::WrongCredentials),
            (
                "ALERT",
                "Too many simultaneous connections. (Failure)",
                ProblemKind::ServerBusy,
            ),
        ] {
            let status = Status {
                kind: StatusKind::No,
                code: Some(Code::Other(code.to_owned())),
                text: text.to_owned(),
            };
            assert_eq!(login_problem(&status).kind, kind, "{code}");
        }
    }
}
