use super::cursor::Cursor;
use super::esearch::{Esearch, options};
use super::search_key::{SearchKey, keys};
use crate::session::Numbers;

/// A SEARCH, SORT or THREAD.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FindRequest {
    pub(crate) kind: FindKind,
    pub(crate) numbers: Numbers,
    /// What stands behind RETURN.
    pub(crate) options: Option<Esearch>,
    /// In capitals.
    pub(crate) charset: Option<String>,
    pub(crate) key: SearchKey,
}

/// What becomes of the messages that are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FindKind {
    Search,
    /// By these, one after the other (RFC 5256 §3).
    Sort(Vec<Criterion>),
    Thread(ThreadAlgorithm),
}

/// One thing to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Criterion {
    pub(crate) is_reversed: bool,
    pub(crate) by: SortBy,
}

/// A sort key (RFC 5256 §3, RFC 5957 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortBy {
    Arrival,
    Cc,
    Date,
    From,
    Size,
    Subject,
    To,
    DisplayFrom,
    DisplayTo,
}

/// How conversations are told from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThreadAlgorithm {
    OrderedSubject,
    References,
    Refs,
}

/// Reads a SEARCH, SORT or THREAD; `None` for any other command, an error for
/// one that is not as it must be.
pub(crate) fn find(message: &[u8]) -> Option<Result<FindRequest, &'static str>> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let numbers = match cursor.token(b"UID ") {
        Some(()) => Numbers::Uid,
        None => Numbers::Sequence,
    };
    if cursor.token(b"SEARCH ").is_some() {
        return Some(search(&mut cursor, numbers));
    }
    if cursor.token(b"SORT ").is_some() {
        return Some(sort(&mut cursor, numbers));
    }
    cursor.token(b"THREAD ")?;
    Some(thread(&mut cursor, numbers))
}

fn search(cursor: &mut Cursor<'_>, numbers: Numbers) -> Result<FindRequest, &'static str> {
    let options = returned(cursor)?;
    let charset = match cursor.token(b"CHARSET ") {
        Some(()) => Some(charset(cursor)?),
        None => None,
    };
    Ok(FindRequest {
        kind: FindKind::Search,
        numbers,
        options,
        charset,
        key: keys(cursor).ok_or(NO_KEYS)?,
    })
}

fn sort(cursor: &mut Cursor<'_>, numbers: Numbers) -> Result<FindRequest, &'static str> {
    let options = returned(cursor)?;
    let criteria = criteria(cursor).ok_or("Such an order is unknown")?;
    Ok(FindRequest {
        kind: FindKind::Sort(criteria),
        numbers,
        options,
        charset: Some(charset(cursor)?),
        key: keys(cursor).ok_or(NO_KEYS)?,
    })
}

fn thread(cursor: &mut Cursor<'_>, numbers: Numbers) -> Result<FindRequest, &'static str> {
    let name = cursor.atom().unwrap_or_default().to_ascii_uppercase();
    let algorithm = match name.as_slice() {
        b"ORDEREDSUBJECT" => ThreadAlgorithm::OrderedSubject,
        b"REFERENCES" => ThreadAlgorithm::References,
        b"REFS" => ThreadAlgorithm::Refs,
        _ => return Err("Such an algorithm is unknown"),
    };
    cursor.token(b" ").ok_or("A charset comes next")?;
    Ok(FindRequest {
        kind: FindKind::Thread(algorithm),
        numbers,
        options: None,
        charset: Some(charset(cursor)?),
        key: keys(cursor).ok_or(NO_KEYS)?,
    })
}

const NO_KEYS: &str = "Such a search key is unknown, or not as it must be";

fn returned(cursor: &mut Cursor<'_>) -> Result<Option<Esearch>, &'static str> {
    if cursor.token(b"RETURN ").is_none() {
        return Ok(None);
    }
    let options = options(cursor).filter(|_| cursor.token(b" ").is_some());
    options.map(Some).ok_or("That cannot be returned")
}

/// A charset and the space behind it.
fn charset(cursor: &mut Cursor<'_>) -> Result<String, &'static str> {
    let name = cursor.astring().filter(|_| cursor.token(b" ").is_some());
    let name = name.and_then(|name| String::from_utf8(name).ok());
    let name = name.ok_or("A charset comes next")?;
    Ok(name.to_ascii_uppercase())
}

/// `(REVERSE DATE SUBJECT) `, with the space behind it.
fn criteria(cursor: &mut Cursor<'_>) -> Option<Vec<Criterion>> {
    let words = cursor.words()?;
    let mut words = words.iter().map(String::as_str);
    let mut criteria = Vec::new();
    while let Some(word) = words.next() {
        let is_reversed = word == "REVERSE";
        let by = match if is_reversed { words.next()? } else { word } {
            "ARRIVAL" => SortBy::Arrival,
            "CC" => SortBy::Cc,
            "DATE" => SortBy::Date,
            "FROM" => SortBy::From,
            "SIZE" => SortBy::Size,
            "SUBJECT" => SortBy::Subject,
            "TO" => SortBy::To,
            "DISPLAYFROM" => SortBy::DisplayFrom,
            "DISPLAYTO" => SortBy::DisplayTo,
            _ => return None,
        };
        criteria.push(Criterion { is_reversed, by });
    }
    cursor.token(b" ")?;
    (!criteria.is_empty()).then_some(criteria)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_commands_are_read() {
        let request = find(b"a uid sort RETURN (COUNT) (REVERSE DATE SUBJECT) utf-8 ALL\r\n");
        let request = request.unwrap().unwrap();
        let criterion = |by, is_reversed| Criterion { is_reversed, by };
        let by = vec![
            criterion(SortBy::Date, true),
            criterion(SortBy::Subject, false),
        ];
        assert_eq!(request.kind, FindKind::Sort(by));
        assert_eq!(request.numbers, Numbers::Uid);
        assert!(request.options.unwrap().count);
        assert_eq!(request.charset.as_deref(), Some("UTF-8"));

        let request = find(b"a THREAD REFS us-ascii UNSEEN\r\n").unwrap().unwrap();
        assert_eq!(request.kind, FindKind::Thread(ThreadAlgorithm::Refs));
        let request = find(b"a SEARCH CHARSET \"UTF-8\" ALL\r\n")
            .unwrap()
            .unwrap();
        assert_eq!(request.charset.as_deref(), Some("UTF-8"));
    }

    #[test]
    fn what_is_not_as_it_must_be_is_told_from_what_is_another_command() {
        for line in [
            "a FETCH 1 FLAGS\r\n",
            "a SEARCHED ALL\r\n",
            "SEARCH ALL\r\n",
        ] {
            assert_eq!(find(line.as_bytes()), None, "{line}");
        }
        for line in [
            "a SEARCH RETURN ALL\r\n",
            "a SORT () UTF-8 ALL\r\n",
            "a SORT (REVERSE) UTF-8 ALL\r\n",
            "a SORT (DATE) ALL\r\n",
            "a SORT (DATE)UTF-8 ALL\r\n",
            "a THREAD JWZ UTF-8 ALL\r\n",
            "a THREAD REFS ALL\r\n",
        ] {
            assert!(find(line.as_bytes()).unwrap().is_err(), "{line}");
        }
    }
}
