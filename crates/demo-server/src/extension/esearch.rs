use super::cursor::Cursor;
use crate::session::Numbers;

/// What RETURN asks for (RFC 4731 §3.1, RFC 5182 §2.1, RFC 5267 §4, RFC 9394 §3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Esearch {
    pub(crate) min: bool,
    pub(crate) max: bool,
    pub(crate) all: bool,
    pub(crate) count: bool,
    pub(crate) save: bool,
    pub(crate) partial: Option<Partial>,
    /// A hint that there will be more like this.
    pub(crate) context: bool,
    /// The client wants to hear of changes to the result.
    pub(crate) update: bool,
}

/// Places in a result, both included: from its beginning counted from 1, or
/// from its end counted from -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Partial {
    first: i64,
    last: i64,
}

impl Partial {
    /// Reads `1:500` or `-1:-100`; `None` for what mixes both, and for 0.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (first, last) = core::str::from_utf8(text).ok()?.split_once(':')?;
        let number = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let is_number = !digits.is_empty() && digits.bytes().all(|o| o.is_ascii_digit());
            is_number.then_some(())?;
            let magnitude = i64::from(digits.parse::<u32>().ok().filter(|n| *n > 0)?);
            Some(if digits == text {
                magnitude
            } else {
                -magnitude
            })
        };
        let (first, last) = (number(first)?, number(last)?);
        ((first > 0) == (last > 0)).then_some(Self { first, last })
    }

    /// Those of `found` that stand at these places.
    pub(crate) fn of<T>(self, found: &[T]) -> &[T] {
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let (low, high) = (self.first.min(self.last), self.first.max(self.last));
        let (from, to) = if low > 0 {
            (low - 1, high)
        } else {
            (count + low, count + high + 1)
        };
        let place = |at: i64| usize::try_from(at.clamp(0, count)).unwrap_or(0);
        found.get(place(from)..place(to)).unwrap_or(&[])
    }
}

/// Reads the options behind `RETURN `; `None` for one that is not known or
/// comes twice, and for ALL with PARTIAL (RFC 5267 §4.4).
pub(super) fn options(cursor: &mut Cursor<'_>) -> Option<Esearch> {
    let mut options = Esearch::default();
    let mut count = 0;
    cursor.token(b"(")?;
    while cursor.token(b")").is_none() {
        if count > 0 {
            cursor.token(b" ")?;
        }
        count += 1;
        let flag = match cursor.atom()?.to_ascii_uppercase().as_slice() {
            b"MIN" => &mut options.min,
            b"MAX" => &mut options.max,
            b"ALL" => &mut options.all,
            b"COUNT" => &mut options.count,
            b"SAVE" => &mut options.save,
            b"CONTEXT" => &mut options.context,
            b"UPDATE" => &mut options.update,
            b"PARTIAL" if options.partial.is_none() => {
                cursor.token(b" ")?;
                options.partial = Some(Partial::read(cursor.atom()?)?);
                continue;
            }
            _ => return None,
        };
        if core::mem::replace(flag, true) {
            return None;
        }
    }
    // An empty list means ALL.
    options.all |= count == 0;
    (!(options.all && options.partial.is_some())).then_some(options)
}

impl Esearch {
    /// Whether anything is to be told: with SAVE alone nothing is (RFC 5182 §2.1).
    pub(crate) fn tells(self) -> bool {
        self.min || self.max || self.all || self.count || self.partial.is_some()
    }

    /// Those of `found` that are told of, one by one or in number; they are also
    /// what SAVE keeps (RFC 5182 §2.4, RFC 9394 §3.4).
    pub(crate) fn told<T: Copy>(self, found: &[T]) -> Vec<T> {
        if self.all || self.count || !self.tells() {
            return found.to_vec();
        }
        let first = found.first().filter(|_| self.min);
        let last = found.last().filter(|_| self.max);
        let window = self.partial.map_or(&[][..], |partial| partial.of(found));
        first
            .into_iter()
            .chain(window)
            .chain(last)
            .copied()
            .collect()
    }
}

/// The ESEARCH response (RFC 4731 §3.2) for what was `found`, in its order.
pub(crate) fn esearch_line(tag: &str, options: Esearch, numbers: Numbers, found: &[u32]) -> String {
    let mut line = format!("* ESEARCH (TAG \"{tag}\")");
    if numbers == Numbers::Uid {
        line.push_str(" UID");
    }
    if let (Some(first), Some(last)) = (found.first(), found.last()) {
        if options.min {
            line.push_str(&format!(" MIN {first}"));
        }
        if options.max {
            line.push_str(&format!(" MAX {last}"));
        }
        if options.all {
            line.push_str(&format!(" ALL {}", ranges(found)));
        }
    }
    if let Some(partial) = options.partial {
        let set = match ranges(partial.of(found)) {
            set if set.is_empty() => "NIL".to_owned(),
            set => set,
        };
        line.push_str(&format!(
            " PARTIAL ({}:{} {set})",
            partial.first, partial.last
        ));
    }
    if options.count {
        line.push_str(&format!(" COUNT {}", found.len()));
    }
    line
}

/// Numbers in their order, those that follow each other as ranges.
fn ranges(found: &[u32]) -> String {
    let runs = found.chunk_by(|a, b| a.checked_add(1) == Some(*b));
    let texts: Vec<String> = runs
        .filter_map(|run| match run {
            [only] => Some(only.to_string()),
            [first, .., last] => Some(format!("{first}:{last}")),
            [] => None,
        })
        .collect();
    texts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Esearch> {
        options(&mut Cursor::new(text.as_bytes()))
    }

    #[test]
    fn options_are_read_each_once() {
        let options = read("(MIN count)").unwrap();
        assert!(options.min && options.count && !options.max && !options.all);
        assert!(read("()").unwrap().all);
        assert!(!read("(SAVE)").unwrap().all && !read("(SAVE)").unwrap().tells());
        for text in [
            "(MIN MIN)",
            "(ALL PARTIAL 1:2)",
            "(PARTIAL)",
            "(PARTIAL 0:3)",
            "(PARTIAL 1:-3)",
            "(PARTIAL 1:2 PARTIAL 1:2)",
            "(PARTIAL 5)",
            "(RELEVANCY)",
            "(MIN ",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn windows_are_counted_from_either_end() {
        let found = [10, 20, 30, 40, 50];
        for (window, expected) in [
            ("1:2", &[10, 20][..]),
            ("2:1", &[10, 20]),
            ("5:9", &[50]),
            ("6:9", &[]),
            ("-1:-2", &[40, 50]),
            ("-5:-9", &[10]),
            ("-6:-9", &[]),
            ("1:4294967295", &found),
        ] {
            assert_eq!(
                Partial::read(window.as_bytes()).unwrap().of(&found),
                expected,
                "{window}"
            );
        }
    }

    #[test]
    fn what_is_told_is_what_is_kept() {
        let found = [1, 2, 3, 4, 5];
        for (text, kept) in [
            ("(SAVE)", &found[..]),
            ("(SAVE MIN)", &[1]),
            ("(SAVE MIN MAX)", &[1, 5]),
            ("(SAVE MIN COUNT)", &found),
            ("(SAVE PARTIAL 2:3)", &[2, 3]),
            ("(SAVE PARTIAL 2:3 MAX)", &[2, 3, 5]),
        ] {
            assert_eq!(read(text).unwrap().told(&found), kept, "{text}");
        }
    }

    #[test]
    fn what_was_found_is_told_in_ranges_and_in_its_order() {
        let all = read("(MIN MAX ALL COUNT)").unwrap();
        assert_eq!(
            esearch_line("A1", all, Numbers::Uid, &[2, 3, 4, 7]),
            "* ESEARCH (TAG \"A1\") UID MIN 2 MAX 7 ALL 2:4,7 COUNT 4"
        );
        assert_eq!(
            esearch_line("A1", all, Numbers::Sequence, &[]),
            "* ESEARCH (TAG \"A1\") COUNT 0"
        );
        let partial = read("(PARTIAL -1:-3)").unwrap();
        assert_eq!(
            esearch_line("A1", partial, Numbers::Uid, &[5, 9, 4, 3]),
            "* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-3 9,4,3)"
        );
        assert_eq!(
            esearch_line("A1", partial, Numbers::Uid, &[]),
            "* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-3 NIL)"
        );
    }
}
