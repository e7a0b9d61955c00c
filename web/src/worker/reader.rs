//! The module that reads what messages hold, loaded when it is first needed.

use js_sys::{Function, Reflect, Uint8Array};
use mail_engine::{ReaderJob, ReaderMade};
use mail_model::{Problem, ProblemKind};
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

/// Has a job done.
pub(super) async fn perform(job: ReaderJob) -> Result<ReaderMade, Problem> {
    let module = load_reader()
        .await
        .map_err(|_| Problem::new(ProblemKind::ProxyUnreachable))?;
    call(&module, &job).ok_or_else(|| Problem::new(ProblemKind::Internal))
}

fn call(module: &JsValue, job: &ReaderJob) -> Option<ReaderMade> {
    let job = Uint8Array::from(postcard::to_allocvec(job).ok()?.as_slice());
    let perform: Function = Reflect::get(module, &"perform".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let made = perform.call1(&JsValue::NULL, &job).ok()?;
    let made: Uint8Array = made.dyn_into().ok()?;
    postcard::from_bytes(&made.to_vec()).ok()
}
