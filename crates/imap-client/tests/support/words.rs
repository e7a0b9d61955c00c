//! The arguments of requests as transcripts write them.

use super::text::unescape;
use imap_client::NewMessage;
use mail_model::{
    Flag, Flags, Keyword, PartPath, SearchKey, Section, SortCriterion, SortKey, Timestamp, Uid,
    UidRange, UidSet,
};

/// `all`, `seen`, `subject X`, `older 5` and `uids 1:5`; several must all match.
pub(super) fn search_key(words: &[&str]) -> Result<SearchKey, String> {
    let mut keys = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut argument = || words.next().copied().ok_or("an argument?");
        keys.push(match *word {
            "all" => SearchKey::All,
            "seen" => SearchKey::Flag(Flag::Seen),
            "subject" => SearchKey::Subject(argument()?.replace('_', " ")),
            "older" => SearchKey::Older(argument()?.parse().map_err(|_| "a number?")?),
            "uids" => SearchKey::Uids(uid_set(argument()?)?),
            _ => return Err(format!("{word}: what criterion?")),
        });
    }
    Ok(match keys.len() {
        1 => keys.remove(0),
        _ => SearchKey::And(keys),
    })
}

/// `subject`, or `-date` for the latest first.
pub(super) fn criterion(text: &str) -> Result<SortCriterion, String> {
    let name = text.trim_start_matches('-');
    let key = match name {
        "arrival" => SortKey::Arrival,
        "date" => SortKey::Date,
        "from" => SortKey::DisplayFrom,
        "subject" => SortKey::Subject,
        _ => return Err(format!("{name}: what order?")),
    };
    Ok(SortCriterion {
        key,
        is_reversed: name.len() < text.len(),
    })
}

/// A draft of the year 1970 that says `text`, or as many octets as `9999*`.
pub(super) fn new_message(text: &str) -> NewMessage {
    let long = text.strip_suffix('*').and_then(|count| count.parse().ok());
    NewMessage {
        flags: Flags::from_iter([Flag::Draft]),
        received: Some(Timestamp(0)),
        message: match long {
            Some(count) => vec![b'x'; count].into(),
            None => unescape(text).into(),
        },
    }
}

pub(super) fn uid_set(text: &str) -> Result<UidSet, String> {
    text.split(',')
        .map(|range| {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let uid = |text: &str| text.parse().ok().and_then(Uid::new).ok_or("a UID?");
            Ok(UidRange::new(uid(first)?, uid(last)?))
        })
        .collect()
}

pub(super) fn parse_section(text: &str) -> Result<Section, String> {
    let path = |text: &str| -> Result<PartPath, String> {
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        numbers.map(PartPath).map_err(|_| "a path?".to_owned())
    };
    Ok(match text {
        "whole" => Section::Whole,
        "header" => Section::Header,
        text => match (text.strip_suffix(".mime"), text.strip_suffix(".header")) {
            (Some(text), _) => Section::PartMime(path(text)?),
            (_, Some(text)) => Section::PartHeader(path(text)?),
            _ => Section::Part(path(text)?),
        },
    })
}

pub(super) fn parse_flag(text: &str) -> Option<Flag> {
    Some(match text {
        "seen" => Flag::Seen,
        "answered" => Flag::Answered,
        "flagged" => Flag::Flagged,
        "deleted" => Flag::Deleted,
        "draft" => Flag::Draft,
        keyword => Flag::Keyword(Keyword::new(keyword)?),
    })
}
