//! What the service offers, as EHLO tells (RFC 5321 §4.1.1.1).

use crate::reply::Reply;
use std::collections::BTreeSet;

/// How many keywords are kept.
const LIMIT: usize = 200;

/// What was offered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    /// Keywords, in upper case.
    keywords: BTreeSet<String>,
    /// Mechanisms of AUTH, in upper case.
    mechanisms: BTreeSet<String>,
    /// The largest message in octets, where it is told (RFC 1870).
    pub(crate) largest: Option<u64>,
}

impl Service {
    /// Reads the reply to EHLO: behind its first line a keyword a line.
    pub(crate) fn read(reply: &Reply) -> Self {
        let mut service = Self::default();
        for line in reply.lines.iter().skip(1).take(LIMIT) {
            let line = line.to_ascii_uppercase();
            // Old servers say `AUTH=PLAIN` for clients older still.
            let line = line.replacen("AUTH=", "AUTH ", 1);
            let mut words = line.split_ascii_whitespace();
            let Some(keyword) = words.next() else {
                continue;
            };
            match keyword {
                "AUTH" => service
                    .mechanisms
                    .extend(words.take(LIMIT).map(str::to_owned)),
                // 0 is: no limit.
                "SIZE" => {
                    let size = words.next().and_then(|size| size.parse().ok());
                    service.largest = size.filter(|size| *size > 0);
                }
                _ => {}
            }
            service.keywords.insert(keyword.to_owned());
        }
        service
    }
    /// Whether a keyword, in upper case, was offered.
    pub(crate) fn has(&self, keyword: &str) -> bool {
        self.keywords.contains(keyword)
    }
    /// Whether a mechanism, in upper case, was offered.
    pub(crate) fn has_mechanism(&self, mechanism: &str) -> bool {
        self.mechanisms.contains(mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_read_in_any_case_and_form() {
        let lines = "mx at your service|pipelining|SIZE 1000|auth LOGIN plain|AUTH=XOAUTH2||250";
        let service = Service::read(&Reply {
            code: 250,
            lines: lines.split('|').map(str::to_owned).collect(),
        });
        assert!(service.has("PIPELINING") && service.has("AUTH") && !service.has("MX"));
        for mechanism in ["LOGIN", "PLAIN", "XOAUTH2"] {
            assert!(service.has_mechanism(mechanism), "{mechanism}");
        }
        assert_eq!(service.largest, Some(1000));
    }

    #[test]
    fn a_size_that_says_nothing_limits_nothing() {
        for size in ["SIZE", "SIZE 0", "SIZE x", "SIZE 99999999999999999999999"] {
            let service = Service::read(&Reply {
                code: 250,
                lines: vec!["mx".to_owned(), size.to_owned()],
            });
            assert_eq!(service.largest, None, "{size}");
        }
    }
}
