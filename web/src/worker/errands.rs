//! What the driver does for that part of the engine that no list of messages
//! needs: its code comes later, with that part.

use super::driver::{Driver, PACE, send};
use super::kept;
use super::reader;
use super::socket::Socket;
use crate::bridge::{FromWorker, ToWorker};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use mail_engine::{ConnectionId, Effect, Input, JobId, LaterAction, LaterChange, ReaderJob};
use mail_model::{FileId, FileSlice};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// A change, packed, and what travels beside it.
pub(super) type PackedChange = (Vec<u8>, Option<JsValue>);

/// Packs a change for the page. The bytes of downloads go beside it.
pub(super) fn pack_change(mut change: LaterChange) -> Option<PackedChange> {
    let beside = match &mut change {
        LaterChange::DownloadProgress { bytes, .. } => {
            Some(Uint8Array::from(std::mem::take(bytes).as_slice()).into())
        }
        _ => None,
    };
    let is_for_page = change.is_for_page();
    let packed = is_for_page.then(|| postcard::to_allocvec(&change).ok());
    Some((packed??, beside))
}

/// Hears what the page says to it.
pub(super) fn hear_page(driver: &Driver, message: ToWorker, beside: Option<JsValue>) {
    match message {
        ToWorker::ActLater(packed) => {
            if let Ok(action) = postcard::from_bytes::<LaterAction>(&packed) {
                driver.feed(Input::Action(action.into()));
            }
        }
        ToWorker::KeepFile(file) => {
            if let Some(Ok(blob)) = beside.map(JsCast::dyn_into) {
                keep_file(driver, file, Some(blob));
            }
        }
        ToWorker::FetchFile(file) => fetch_file(driver, file),
        // The driver hears these itself.
        _ => {}
    }
}

/// Carries out an effect of its.
pub(super) fn carry_out(driver: &Driver, effect: Effect) {
    let own = driver.clone();
    let feed = move |input| own.feed(input);
    let files = &driver.0.files;
    match effect {
        Effect::Perform(id, job) => perform(driver, id, job),
        Effect::Keep(..) | Effect::Recall(_) | Effect::LetGo(..) => {
            kept::carry_out(effect, Rc::new(feed));
        }
        Effect::Submit(id, upstream, order) => {
            let submissions = &driver.0.submissions;
            submissions.begin(id, upstream, order, Rc::new(feed));
        }
        Effect::ReadFile {
            job,
            slice,
            paced_by,
        } => read_file(driver, job, slice, paced_by),
        Effect::AppendFile(file, octets) => files.append(file, &octets),
        Effect::KeepFile(file) => keep_file(driver, file, None),
        Effect::DropFile(file) => files.forget(file),
        Effect::SweepFiles(left) => {
            let files = files.clone();
            spawn_local(async move { files.sweep(left).await });
        }
        // The driver carries these out itself.
        _ => {}
    }
}

fn perform(driver: &Driver, id: JobId, job: ReaderJob) {
    let driver = driver.clone();
    spawn_local(async move {
        let made = reader::perform(job).await;
        driver.feed(Input::Performed(id, made));
    });
}

/// Reads a stretch of a file once the line can take it: what waits to be sent
/// is in memory.
fn read_file(driver: &Driver, job: JobId, slice: FileSlice, paced_by: Option<ConnectionId>) {
    let driver = driver.clone();
    let is_full = paced_by.is_some_and(|id| {
        let sockets = driver.0.sockets.borrow();
        sockets.get(&id).is_some_and(Socket::is_full)
    });
    if is_full {
        let again = move || read_file(&driver, job, slice, paced_by);
        Timeout::new(PACE, again).forget();
        return;
    }
    spawn_local(async move {
        let read = driver.0.files.read(slice).await;
        driver.feed(Input::FileRead(job, read));
    });
}

/// Keeps a file that the page handed in, or one that was made here.
fn keep_file(driver: &Driver, file: FileId, blob: Option<Blob>) {
    let driver = driver.clone();
    spawn_local(async move {
        let files = &driver.0.files;
        let kept = match blob {
            Some(blob) => files.keep(file, blob).await,
            None => files.finish(file).await,
        };
        driver.feed(Input::FileKept(file, kept));
    });
}

fn fetch_file(driver: &Driver, file: FileId) {
    let files = driver.0.files.clone();
    spawn_local(async move {
        let blob = files.find(file).await;
        let beside = blob.into_iter().map(JsValue::from).collect();
        send(&FromWorker::File(file), beside);
    });
}
