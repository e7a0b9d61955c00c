//! Maps and sets that lie in order in one piece of memory.
//!
//! The standard library's B-trees are compiled anew for each type of key and
//! value, some 4 KB each time, and an account keeps fifty kinds of small things
//! by their names: these cost a tenth of that. An insertion moves what stands
//! behind it, so what may grow to many thousands in any order is not kept here.

use core::borrow::Borrow;
use core::cmp::Ordering;

/// Puts things in order; those that are alike stay as they stand. The standard
/// library's sort is compiled anew for each type, some 7 KB each time: here their
/// places are sorted, and only the moving is.
pub fn sort_by<T>(things: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    if things.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return;
    }
    let mut places = places(
        things.len(),
        &mut |a, b| match (things.get(a), things.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    for start in 0..places.len() {
        // Around each ring of things that stand in each other's places.
        let mut at = start;
        while let Some(from) = places.get_mut(at).map(|from| core::mem::replace(from, at)) {
            if from == start {
                break;
            }
            things.swap(at, from);
            at = from;
        }
    }
}

/// Which thing stands at each place of the order: stretches twice as long each time
/// are merged of two. The standard library's sort is quicker on random numbers and
/// eight times the code, which is loaded before the first row is seen.
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut sorted = 1;
    while sorted < count {
        merged.clear();
        for stretch in places.chunks(sorted * 2) {
            let (mut left, mut right) = stretch.split_at(sorted.min(stretch.len()));
            while let (Some((a, left_rest)), Some((b, right_rest))) =
                (left.split_first(), right.split_first())
            {
                if compare(*a, *b).is_le() {
                    merged.push(*a);
                    left = left_rest;
                } else {
                    merged.push(*b);
                    right = right_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut places, &mut merged);
        sorted *= 2;
    }
    places
}

/// Puts things in the order of a key.
pub fn sort_by_key<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(things, |a, b| key(a).cmp(&key(b)));
}

/// A map whose keys ascend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Map<K, V>(Vec<(K, V)>);

/// A map's entries, one after the other. Named, so that a loop over them ends its
/// look at the map where the compiler sees it.
pub type Entries<'a, K, V> =
    core::iter::Map<core::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

/// A set whose members ascend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set<T>(Vec<T>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Map<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self(Vec::new())
    }
    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Removes all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
    /// The entries, by ascending keys.
    pub fn iter(&self) -> Entries<'_, K, V> {
        self.0.iter().map(|(key, value)| (key, value))
    }
    /// The entries, by ascending keys, to be changed.
    pub fn iter_mut(
        &mut self,
    ) -> impl DoubleEndedIterator<Item = (&K, &mut V)> + ExactSizeIterator {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }
    /// The keys, ascending.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, _)| key)
    }
    /// The values, by ascending keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, value)| value)
    }
    /// The values, by ascending keys, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.0.iter_mut().map(|(_, value)| value)
    }
    /// The values alone, by ascending keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.0.into_iter().map(|(_, value)| value)
    }
    /// The keys alone, ascending.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator {
        self.0.into_iter().map(|(key, _)| key)
    }
    /// The entry with the least key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.0.first().map(|(key, value)| (key, value))
    }
    /// The entry with the greatest key.
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.0.last().map(|(key, value)| (key, value))
    }
    /// Takes the entry with the least key out.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }
    /// Takes the entry with the greatest key out.
    pub fn pop_last(&mut self) -> Option<(K, V)> {
        self.0.pop()
    }
    /// Removes the entries of which `keep` says no.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Map<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0
            .binary_search_by(|(other, _)| other.borrow().cmp(key))
    }
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }
    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }
    /// A key as it stands in the map, and its value.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(key, value)| (key, value))
    }
    /// Whether it has a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }
    /// Sets the value of a key, and returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => {
                let (_, old) = self.0.get_mut(place)?;
                Some(core::mem::replace(old, value))
            }
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }
    /// Takes a key and its value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }
    /// The value of a key, which gets one by `make` if it has none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (key, make()));
                place
            }
        };
        &mut self.0[place].1
    }
    /// The value of a key, which gets the default one if it has none.
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert_with(key, V::default)
    }
    /// The entries from `least` on, by ascending keys.
    pub fn from_on(&self, least: &K) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        let start = self.place(least).unwrap_or_else(|place| place);
        let entries = self.0.get(start..).unwrap_or_default();
        entries.iter().map(|(key, value)| (key, value))
    }
    /// The entries below `bound`, by ascending keys.
    pub fn below(&self, bound: &K) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        let end = self.place(bound).unwrap_or_else(|place| place);
        let entries = self.0.get(..end).unwrap_or_default();
        entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Entries<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<(K, V)> = entries.into_iter().collect();
        sort_by(&mut entries, |(a, _), (b, _)| a.cmp(b));
        // Of several with one key the last counts, as if each were inserted.
        entries.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                core::mem::swap(later, earlier);
            }
            is_same
        });
        Self(entries)
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Set<T> {
    /// An empty set.
    pub const fn new() -> Self {
        Self(Vec::new())
    }
    /// How many members it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Removes all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
    /// The members, ascending.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.0.iter()
    }
    /// The least member.
    pub fn first(&self) -> Option<&T> {
        self.0.first()
    }
    /// The greatest member.
    pub fn last(&self) -> Option<&T> {
        self.0.last()
    }
    /// Takes the least member out.
    pub fn pop_first(&mut self) -> Option<T> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }
    /// Takes the greatest member out.
    pub fn pop_last(&mut self) -> Option<T> {
        self.0.pop()
    }
    /// Removes the members of which `keep` says no.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }
}

impl<T: Ord> Set<T> {
    fn place<Q: Ord + ?Sized>(&self, member: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.0.binary_search_by(|other| other.borrow().cmp(member))
    }
    /// Whether it has a member.
    pub fn contains<Q: Ord + ?Sized>(&self, member: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place(member).is_ok()
    }
    /// Puts a member in; whether it is new.
    pub fn insert(&mut self, member: T) -> bool {
        match self.place(&member) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, member);
                true
            }
        }
    }
    /// Takes a member out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, member: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let place = self.place(member);
        if let Ok(place) = place {
            self.0.remove(place);
        }
        place.is_ok()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        let mut members: Vec<T> = members.into_iter().collect();
        sort_by(&mut members, T::cmp);
        members.dedup();
        Self(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn what_is_sorted_stands_as_the_standard_library_has_it() {
        for count in [0, 1, 2, 3, 10, 500] {
            for most in [1, 3, 1_000] {
                let mut things: Vec<(u32, usize)> =
                    numbers(count).map(|n| n % most).zip(0..).collect();
                let mut expected = things.clone();
                expected.sort_by_key(|(key, _)| *key);
                sort_by_key(&mut things, |(key, _)| *key);
                assert_eq!(things, expected);
                sort_by(&mut things, |a, b| b.cmp(a));
                expected.sort_by(|a, b| b.cmp(a));
                assert_eq!(things, expected);
            }
        }
    }

    /// Numbers that look random, the same each time.
    fn numbers(count: u32) -> impl Iterator<Item = u32> {
        (0..count).scan(7_u32, |state, _| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(*state >> 16)
        })
    }

    #[test]
    fn a_map_does_what_a_tree_does() {
        let (mut map, mut tree) = (Map::new(), BTreeMap::new());
        for (step, number) in numbers(4000).enumerate() {
            let key = number % 64;
            match number % 5 {
                0 => assert_eq!(map.remove(&key), tree.remove(&key)),
                1 => assert_eq!(map.get(&key), tree.get(&key)),
                2 => {
                    *map.get_or_default(key) += 1;
                    *tree.entry(key).or_default() += 1;
                }
                3 if number % 7 == 0 => assert_eq!(map.pop_first(), tree.pop_first()),
                _ => assert_eq!(map.insert(key, step), tree.insert(key, step)),
            }
            assert!(map.iter().eq(tree.iter()));
        }
        assert!(map.from_on(&30).eq(tree.range(30..)));
        assert!(map.below(&30).eq(tree.range(..30)));
    }

    #[test]
    fn a_set_does_what_a_tree_does() {
        let (mut set, mut tree) = (Set::new(), BTreeSet::new());
        for number in numbers(4000) {
            let member = number % 64;
            match number % 3 {
                0 => assert_eq!(set.remove(&member), tree.remove(&member)),
                1 => assert_eq!(set.contains(&member), tree.contains(&member)),
                _ => assert_eq!(set.insert(member), tree.insert(member)),
            }
            assert!(set.iter().eq(tree.iter()));
        }
    }

    #[test]
    fn of_entries_with_one_key_the_last_counts() {
        let entries = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (2, 'e')];
        let map: Map<_, _> = entries.into_iter().collect();
        let tree: BTreeMap<_, _> = entries.into_iter().collect();
        assert!(map.into_iter().eq(tree));
    }
}
