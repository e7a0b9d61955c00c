//! What outlives the tab: records in IndexedDB, each held by one tab at a time
//! through a Web Lock. No list of messages needs it, so its code comes later.

use super::database::{answer_of, finished, store};
use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use mail_engine::{Effect, Input, KeepId, Recalled, Record, StoreName};
use mail_model::Map;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbKeyRange, IdbObjectStore, IdbTransactionMode};

/// A database of its own: with one more version of the other, tabs that have it
/// open would stand in each other's way.
const DATABASE: &str = "porthole-kept";
const STORE: &str = "records";
/// Stands between a store's name and a record's key, and in no name.
const BORDER: char = '\0';

/// What hears how it went.
pub(super) type Feed = Rc<dyn Fn(Input)>;

thread_local! {
    /// What ends the holding of records, by their names.
    static HELD: RefCell<Map<String, Function>> = const { RefCell::new(Map::new()) };
    /// What is still to be done: one after the other, in its order.
    static QUEUE: RefCell<VecDeque<(Wish, Feed)>> = const { RefCell::new(VecDeque::new()) };
}

/// What the engine wants.
#[derive(Clone)]
enum Wish {
    /// Keep these; it was asked for so often.
    Keep(Vec<KeepId>, StoreName, Vec<Record>),
    Recall(StoreName),
    LetGo(StoreName, Option<String>),
}

impl Wish {
    fn of(effect: Effect) -> Option<Self> {
        match effect {
            Effect::Keep(id, store, records) => Some(Self::Keep(vec![id], store, records)),
            Effect::Recall(store) => Some(Self::Recall(store)),
            Effect::LetGo(store, key) => Some(Self::LetGo(store, key)),
            _ => None,
        }
    }

    /// Takes in what follows, if that is to be kept too: then only what a record is
    /// in the end is written. So a disk that hangs costs no more room than the
    /// records have. Gives back what it can't take in.
    fn take_in(&mut self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::Keep(ids, store, records), Self::Keep(more, of, newer)) if *store == of => {
                ids.extend(more);
                records.retain(|record| newer.iter().all(|newer| newer.key != record.key));
                records.extend(newer);
                None
            }
            (_, next) => Some(next),
        }
    }
}

/// Carries out what the engine wants kept, recalled or let go.
pub(super) fn carry_out(effect: Effect, feed: Feed) {
    let Some(wish) = Wish::of(effect) else {
        return;
    };
    let is_idle = QUEUE.with_borrow_mut(|queue| {
        // The first of them is being done already.
        let last = queue.iter_mut().skip(1).next_back();
        let wish = match last {
            Some((last, _)) => last.take_in(wish),
            None => Some(wish),
        };
        queue.extend(wish.map(|wish| (wish, feed)));
        queue.len() == 1
    });
    if is_idle {
        spawn_local(work());
    }
}

async fn work() {
    // What is being done stays in front, so that nobody else begins.
    while let Some((wish, feed)) = QUEUE.with_borrow(|queue| queue.front().cloned()) {
        let inputs = match wish {
            Wish::Keep(ids, store, records) => {
                let is_kept = keep(&store, records).await;
                ids.into_iter().map(|id| Input::Kept(id, is_kept)).collect()
            }
            Wish::Recall(store) => {
                let recalled = recall(&store).await.unwrap_or(Recalled::Failed);
                vec![Input::Recalled(store, recalled)]
            }
            Wish::LetGo(store, key) => {
                let begin = name(&store, key.as_deref().unwrap_or(""));
                HELD.with_borrow_mut(|held| {
                    held.retain(|name, release| {
                        let is_meant = match key {
                            Some(_) => *name == begin,
                            None => name.starts_with(&begin),
                        };
                        let is_other = !is_meant;
                        if !is_other {
                            let _ = release.call0(&JsValue::NULL);
                        }
                        is_other
                    });
                });
                Vec::new()
            }
        };
        QUEUE.with_borrow_mut(VecDeque::pop_front);
        inputs.into_iter().for_each(|input| feed(input));
    }
}

async fn keep(store: &StoreName, records: Vec<Record>) -> bool {
    let mut wiped = Vec::new();
    let mut names = Vec::new();
    for record in &records {
        let name = name(store, &record.key);
        match record.value {
            // Whoever is to hold it does so before it can be found.
            Some(_) => drop(hold(&name).await),
            None => wiped.push(name.clone()),
        }
        names.push(name);
    }
    let is_kept = put(&names, &records).await.is_ok();
    HELD.with_borrow_mut(|held| {
        for release in wiped.iter().filter_map(|name| held.remove(name)) {
            let _ = release.call0(&JsValue::NULL);
        }
    });
    is_kept
}

async fn put(names: &[String], records: &[Record]) -> Result<(), JsValue> {
    let store = open(IdbTransactionMode::Readwrite).await?;
    for (name, record) in names.iter().zip(records) {
        let name = JsValue::from_str(name);
        match &record.value {
            Some(value) => store.put_with_key(&Uint8Array::from(value.as_slice()), &name)?,
            None => store.delete(&name)?,
        };
    }
    finished(&store).await
}

async fn recall(store: &StoreName) -> Result<Recalled, JsValue> {
    let (found, mut is_all) = all(store).await?;
    let mut free = Vec::new();
    for record in found {
        match hold(&name(store, &record.key)).await {
            true => free.push(record),
            false => is_all = false,
        }
    }
    // What another tab held may have changed until this one got it.
    if !free.is_empty() {
        let (mut now, _) = all(store).await?;
        now.retain(|record| free.iter().any(|free| free.key == record.key));
        free = now;
    }
    Ok(match is_all {
        true => Recalled::All(free),
        false => Recalled::Free(free),
    })
}

/// The records of a store, and whether these are all.
async fn all(store: &StoreName) -> Result<(Vec<Record>, bool), JsValue> {
    let prefix = name(store, "");
    let range = IdbKeyRange::bound(
        &JsValue::from_str(&prefix),
        &JsValue::from_str(&format!("{prefix}\u{ffff}")),
    )?;
    let records = open(IdbTransactionMode::Readonly).await?;
    let keys = records.get_all_keys_with_key(&range)?;
    let values = records.get_all_with_key(&range)?;
    let keys: Array = answer_of(&keys).await?.dyn_into()?;
    let values: Array = answer_of(&values).await?.dyn_into()?;
    let found = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
        let key = String::from(key.dyn_into::<JsString>().ok()?);
        Some(Record {
            key: key.strip_prefix(&prefix)?.to_owned(),
            value: Some(value.dyn_into::<Uint8Array>().ok()?.to_vec()),
        })
    });
    let found: Vec<Record> = found.collect();
    let is_all = u32::try_from(found.len()) == Ok(keys.length());
    Ok((found, is_all))
}

async fn open(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    store(DATABASE, STORE, mode).await
}

fn name(store: &StoreName, key: &str) -> String {
    [store.as_str(), key].join(&BORDER.to_string())
}

/// Holds a record until it is let go or the tab ends. Tells whether no other tab
/// does. Where the browser has no locks (a page that is neither on https nor on
/// this machine), nobody knows, and all may.
async fn hold(name: &str) -> bool {
    if HELD.with_borrow(|held| held.contains_key(name)) {
        return true;
    }
    match ask_lock(name).await {
        Ok(release) => match release.dyn_into::<Function>() {
            Ok(release) => {
                HELD.with_borrow_mut(|held| held.insert(name.to_owned(), release));
                true
            }
            Err(_) => false,
        },
        Err(_) => true,
    }
}

/// Asks for a lock without waiting: what releases it, or nothing if another has it.
async fn ask_lock(name: &str) -> Result<JsValue, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;
    let mut asked = Err(JsValue::NULL);
    let answer = Promise::new(&mut |resolve: Function, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            // It is held until this promise ends.
            Promise::new(&mut |release: Function, _| {
                let _ = resolve.call1(&JsValue::NULL, &release);
            })
            .into()
        });
        asked = request.call3(&locks, &name.into(), &options, &granted);
    });
    asked?;
    JsFuture::from(answer).await
}
