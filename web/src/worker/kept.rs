//! What outlives the tab: records in IndexedDB, each held by one tab at a time
//! through a Web Lock. No list of messages needs it, so its code comes later.

use super::database::{answer_of, finished, store};
use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use mail_engine::{Effect, Input, KeepId, Record, StoreName};
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
    static QUEUE: RefCell<VecDeque<(Effect, Feed)>> = const { RefCell::new(VecDeque::new()) };
}

/// Carries out what the engine wants kept, recalled or let go.
pub(super) fn carry_out(effect: Effect, feed: Feed) {
    let is_idle = QUEUE.with_borrow_mut(|queue| {
        queue.push_back((effect, feed));
        queue.len() == 1
    });
    if is_idle {
        spawn_local(work());
    }
}

async fn work() {
    // What is being done stays in front, so that nobody else begins.
    while let Some((effect, feed)) = QUEUE.with_borrow(|queue| queue.front().cloned()) {
        let input = match effect {
            Effect::Keep(id, store, records) => Some(keep(id, &store, records).await),
            Effect::Recall(store) => Some(recall(store).await),
            Effect::LetGo(store, key) => {
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
                None
            }
            _ => None,
        };
        QUEUE.with_borrow_mut(VecDeque::pop_front);
        if let Some(input) = input {
            feed(input);
        }
    }
}

async fn keep(id: KeepId, store: &StoreName, records: Vec<Record>) -> Input {
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
    Input::Kept(id, is_kept)
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

async fn recall(store: StoreName) -> Input {
    let found = all(&store).await.unwrap_or_default();
    let mut free = Vec::new();
    for record in found {
        if hold(&name(&store, &record.key)).await {
            free.push(record);
        }
    }
    // What another tab held may have changed until this one got it.
    let records = match free.is_empty() {
        true => free,
        false => {
            let now = all(&store).await.unwrap_or_default();
            let is_free = |record: &Record| free.iter().any(|free| free.key == record.key);
            now.into_iter().filter(is_free).collect()
        }
    };
    Input::Recalled(store, records)
}

/// All records of a store.
async fn all(store: &StoreName) -> Result<Vec<Record>, JsValue> {
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
    let records = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
        let key = String::from(key.dyn_into::<JsString>().ok()?);
        Some(Record {
            key: key.strip_prefix(&prefix)?.to_owned(),
            value: Some(value.dyn_into::<Uint8Array>().ok()?.to_vec()),
        })
    });
    Ok(records.collect())
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
