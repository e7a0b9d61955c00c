//! The files that letters carry: Blobs by their names, here and in IndexedDB, so
//! that neither a reload nor a crash loses one. Browsers keep Blobs on disk; what
//! of them enters wasm memory is the stretch that is being sent.

use super::database::{answer_of, finished, store};
use crate::gathering::Gathering;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use mail_model::{FileId, FileSlice, Map, Problem, ProblemKind};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, IdbTransactionMode};

const DATABASE: &str = "porthole-files";
const STORE: &str = "files";
/// What came in so many milliseconds may be another tab's, of which no draft
/// speaks yet.
const FRESH: f64 = 24.0 * 60.0 * 60.0 * 1000.0;
/// So long the browser may take for a file, in milliseconds, before it is taken for
/// one that keeps nothing.
const PATIENCE: u32 = 10_000;
/// No type: what a file is, its letter says.
const NO_TYPE: &str = "";

/// The files of an account. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Files(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    /// Whose files they are: what all their keys begin with.
    account: String,
    here: Map<FileId, Blob>,
    /// What is being made of fetched octets.
    coming: Map<FileId, Gathering>,
}

impl Files {
    /// Whose files are meant from now on. A logout alone changes nothing: what is
    /// on its way then is still read.
    pub(super) fn of_account(&self, upstream: &str, user: &str) {
        let account = [upstream, "\n", user, "\n"].concat();
        let mut inner = self.0.borrow_mut();
        if inner.account != account {
            *inner = Inner {
                account,
                ..Inner::default()
            };
        }
    }

    /// These octets follow on a file that is being made.
    pub(super) fn append(&self, file: FileId, octets: &[u8]) {
        let mut inner = self.0.borrow_mut();
        let coming = inner.coming.get_or_default(file);
        coming.push(&Uint8Array::from(octets));
    }

    /// A file that was being made is whole.
    pub(super) async fn finish(&self, file: FileId) -> Result<(), Problem> {
        let coming = self.0.borrow_mut().coming.remove(&file);
        let blob = coming.unwrap_or_default().finish(NO_TYPE);
        self.keep(file, blob.ok_or_else(unreadable)?).await
    }

    /// Keeps a file. Where that fails it is here all the same until the tab ends, if
    /// it can be read at all.
    pub(super) async fn keep(&self, file: FileId, blob: Blob) -> Result<(), Problem> {
        self.0.borrow_mut().here.insert(file, blob.clone());
        let key = self.key(file);
        let kept = within(PATIENCE, async move {
            put(&key, &blob).await?;
            find(&key).await
        });
        let Some(copy) = kept.await else {
            let length = self.here(file).is_some_and(|blob| blob.size() > 0.0).into();
            let begin = FileSlice {
                file,
                offset: 0,
                length,
            };
            return self.read(begin).await.map(drop);
        };
        // From here on it is the browser's copy, whatever becomes of the disk's.
        if let Some(here) = self.0.borrow_mut().here.get_mut(&file) {
            *here = copy;
        }
        Ok(())
    }

    fn here(&self, file: FileId) -> Option<Blob> {
        self.0.borrow().here.get(&file).cloned()
    }

    /// A file, if it is here or was kept.
    pub(super) async fn find(&self, file: FileId) -> Option<Blob> {
        let here = self.here(file);
        if here.is_some() {
            return here;
        }
        let key = self.key(file);
        let blob = within(PATIENCE, async move { find(&key).await }).await?;
        self.0.borrow_mut().here.insert(file, blob.clone());
        Some(blob)
    }

    /// Reads a stretch of a file: all of it, or it fails.
    pub(super) async fn read(&self, slice: FileSlice) -> Result<Vec<u8>, Problem> {
        let blob = self.find(slice.file).await.ok_or_else(unreadable)?;
        // Octets are counted exactly up to 2^53.
        let (begin, end) = (slice.offset as f64, (slice.offset + slice.length) as f64);
        let stretch = blob.slice_with_f64_and_f64(begin, end);
        let stretch = stretch.map_err(|_| unreadable())?;
        let buffer = JsFuture::from(stretch.array_buffer()).await;
        let octets = Uint8Array::new(&buffer.map_err(|_| unreadable())?);
        match u64::from(octets.length()) == slice.length {
            true => Ok(octets.to_vec()),
            false => Err(unreadable()),
        }
    }

    /// Nobody refers to a file any more.
    pub(super) fn forget(&self, file: FileId) {
        self.0.borrow_mut().coming.remove(&file);
        self.0.borrow_mut().here.remove(&file);
        // Now, for the account may be another in a moment.
        let key = self.key(file).into();
        spawn_local(async move {
            // What can't be removed now is swept another day.
            let _ = remove(&key).await;
        });
    }

    /// Only these are referred to.
    pub(super) async fn sweep(&self, left: Vec<FileId>) {
        let account = self.0.borrow().account.clone();
        let left: Vec<String> = left.into_iter().map(|file| self.key(file)).collect();
        for key in keys().await.unwrap_or_default().iter() {
            let is_dead = |key: &String| key.starts_with(&account) && !left.contains(key);
            if key.as_string().is_some_and(|key| is_dead(&key)) {
                let _ = remove_stale(&key).await;
            }
        }
    }

    fn key(&self, file: FileId) -> String {
        // Digits as they come, without the machinery for hexadecimal ones.
        [&self.0.borrow().account, file.0.to_string().as_str()].concat()
    }
}

fn unreadable() -> Problem {
    Problem::new(ProblemKind::FileUnreadable)
}

/// A file, if it comes in so many milliseconds.
async fn within(
    milliseconds: u32,
    file: impl Future<Output = Result<Option<Blob>, JsValue>> + 'static,
) -> Option<Blob> {
    let comes = future_to_promise(async move { Ok(file.await?.into()) });
    let late = Promise::new(&mut |resolve, _| {
        let late = move || drop(resolve.call0(&JsValue::NULL));
        Timeout::new(milliseconds, late).forget();
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&comes, &late))).await;
    first.ok()?.dyn_into().ok()
}

async fn put(key: &str, blob: &Blob) -> Result<(), JsValue> {
    let value = Object::new();
    Reflect::set(&value, &"blob".into(), blob)?;
    Reflect::set(&value, &"at".into(), &js_sys::Date::now().into())?;
    let store = store(DATABASE, STORE, IdbTransactionMode::Readwrite).await?;
    store.put_with_key(&value, &key.into())?;
    finished(&store).await
}

async fn find(key: &str) -> Result<Option<Blob>, JsValue> {
    let store = store(DATABASE, STORE, IdbTransactionMode::Readonly).await?;
    let value = answer_of(&store.get(&key.into())?).await?;
    if value.is_undefined() {
        return Ok(None);
    }
    Ok(Reflect::get(&value, &"blob".into())?.dyn_into().ok())
}

async fn keys() -> Result<Array, JsValue> {
    let store = store(DATABASE, STORE, IdbTransactionMode::Readonly).await?;
    Ok(answer_of(&store.get_all_keys()?).await?.unchecked_into())
}

async fn remove_stale(key: &JsValue) -> Result<(), JsValue> {
    let store = store(DATABASE, STORE, IdbTransactionMode::Readonly).await?;
    let value = answer_of(&store.get(key)?).await?;
    let at = Reflect::get(&value, &"at".into())?.as_f64();
    match at.is_some_and(|at| js_sys::Date::now() - at < FRESH) {
        true => Ok(()),
        false => remove(key).await,
    }
}

async fn remove(key: &JsValue) -> Result<(), JsValue> {
    let store = store(DATABASE, STORE, IdbTransactionMode::Readwrite).await?;
    answer_of(&store.delete(key)?).await.map(drop)
}
