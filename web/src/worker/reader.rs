//! The module that reads what messages hold, loaded when it is first needed.

use js_sys::{Function, Reflect, Uint8Array};
use mail_engine::{ReaderJob, ReaderMade};
use mail_model::{Problem, ProblemKind, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use submission_client::{Answer, Step};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Loads the module and starts it; the worker's script defines it, because
    /// only there is the module's file name known. Resolves to its exports.
    #[wasm_bindgen(catch, js_name = loadReader)]
    async fn load_reader() -> Result<JsValue, JsValue>;
}

/// Loads the module, so that the first message need not wait for it.
pub(super) async fn load() {
    // Whoever needs it next tries again, and tells if it fails.
    let _ = load_reader().await;
}

/// The module, once it is here.
pub(super) struct Reader(JsValue);

impl Reader {
    /// Loads it, if that is still to be done.
    pub(super) async fn load() -> Option<Self> {
        load_reader().await.ok().map(Self)
    }
    /// Has the delivery of a message go on. `None` where the module failed.
    pub(super) fn deliver(&self, id: u32, step: &Step, now: Timestamp) -> Option<Answer> {
        call(&self.0, "deliver", &(id, step, now))
    }
}

/// Has a job done.
pub(super) async fn perform(job: ReaderJob) -> Result<ReaderMade, Problem> {
    let module = load_reader()
        .await
        .map_err(|_| Problem::new(ProblemKind::ProxyUnreachable))?;
    call(&module, "perform", &job).ok_or_else(|| Problem::new(ProblemKind::Internal))
}

fn call<T: Serialize, M: DeserializeOwned>(module: &JsValue, name: &str, job: &T) -> Option<M> {
    let job = Uint8Array::from(postcard::to_allocvec(job).ok()?.as_slice());
    let function: Function = Reflect::get(module, &name.into()).ok()?.dyn_into().ok()?;
    let made = function.call1(&JsValue::NULL, &job).ok()?;
    let made: Uint8Array = made.dyn_into().ok()?;
    postcard::from_bytes(&made.to_vec()).ok()
}
