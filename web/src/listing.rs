//! Several things as the page's language lists them: what stands between them, and
//! in which order names stand. Both are the browser's (ECMA-402); off the browser,
//! as in unit tests, plain forms stand in.

use crate::i18n;
use core::cmp::Ordering;

/// Names one after the other, without a word between them: `A, B, C`. Of the forms
/// that browsers have there is none that says no "and" in every language.
pub fn listed<T: AsRef<str>>(all: &[T]) -> String {
    let mut all = all.iter().map(AsRef::as_ref);
    let first = all.next().unwrap_or_default().to_owned();
    all.fold(first, |before, next| i18n::listing_next(&before, next))
}

/// The same within a sentence: `A, B and C`.
pub fn listed_and<T: AsRef<str>>(all: &[T]) -> String {
    writing::list(all.iter().map(AsRef::as_ref))
}

/// Compares names as a dictionary of the language has them, numbers by their value.
pub struct Collation(writing::Collation);

impl Default for Collation {
    fn default() -> Self {
        Self::new()
    }
}

impl Collation {
    /// That of the page's language. It is made once for many names.
    pub fn new() -> Self {
        Self(writing::Collation::new())
    }

    /// Names by their order, those that count as equal by `tie`.
    pub fn sort<T: Ord>(&self, all: Vec<(String, T)>) -> Vec<T> {
        let keyed = all
            .into_iter()
            .map(|(name, of)| (writing::Collation::key(&name), of));
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_by(|(one, of_one), (other, of_other)| {
            self.0
                .compare(one, other)
                .then_with(|| of_one.cmp(of_other))
        });
        keyed.into_iter().map(|(_, of)| of).collect()
    }

    /// In which order two names stand.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let key = writing::Collation::key;
        self.0.compare(&key(one), &key(other))
    }
}

#[cfg(target_arch = "wasm32")]
mod writing {
    use crate::i18n;
    use core::cmp::Ordering;
    use js_sys::{Array, Function, Intl, Object, Reflect};
    use wasm_bindgen::JsValue;

    fn locales() -> Array {
        Array::of1(&i18n::language().into())
    }

    fn options(entries: &[(&str, JsValue)]) -> Object {
        let options = Object::new();
        for (key, value) in entries {
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&options, &JsValue::from_str(key), value);
        }
        options
    }

    pub(super) fn list<'a>(all: impl Iterator<Item = &'a str>) -> String {
        let all: Array = all.map(JsValue::from_str).collect();
        Intl::ListFormat::new(&locales(), &Object::new())
            .format(&all)
            .into()
    }

    /// The comparing function. What it compares was handed over before: thousands of
    /// names are compared many times each.
    pub(super) struct Collation(Function);

    impl Collation {
        pub(super) fn new() -> Self {
            let options = options(&[("numeric", JsValue::TRUE)]);
            Self(Intl::Collator::new(&locales(), &options).compare())
        }

        pub(super) fn key(name: &str) -> JsValue {
            JsValue::from_str(name)
        }

        pub(super) fn compare(&self, one: &JsValue, other: &JsValue) -> Ordering {
            let answer = self.0.call2(&JsValue::NULL, one, other);
            let answer = answer.ok().and_then(|answer| answer.as_f64());
            answer.unwrap_or(0.0).total_cmp(&0.0)
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod writing {
    use core::cmp::Ordering;

    pub(super) fn list<'a>(all: impl Iterator<Item = &'a str>) -> String {
        let all: Vec<&str> = all.collect();
        match all.as_slice() {
            [first @ .., last] if !first.is_empty() => {
                format!("{} and {last}", first.join(", "))
            }
            all => all.join(", "),
        }
    }

    pub(super) struct Collation;

    impl Collation {
        pub(super) fn new() -> Self {
            Self
        }

        pub(super) fn key(name: &str) -> String {
            name.to_lowercase()
        }

        pub(super) fn compare(&self, one: &str, other: &str) -> Ordering {
            one.cmp(other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collation, listed, listed_and};

    #[test]
    fn a_list_of_one_is_itself_and_of_none_nothing() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed_and(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b, c");
        assert_eq!(listed_and(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn what_counts_as_equal_stands_by_what_it_belongs_to() {
        let names = [("b", 1), ("B", 0), ("a", 2)].map(|(name, of)| (name.to_owned(), of));
        assert_eq!(Collation::new().sort(names.into()), [2, 0, 1]);
    }
}
