//! Forgetting this computer: nothing of anybody's mail or settings stays in the
//! browser. A logout comes before it, so that what is not in the account yet is
//! brought there, or asked about.

use crate::app::App;
use crate::dom::{effect, location, window};
use crate::reactive::*;
use js_sys::{Array, Function, Promise, Reflect};
use mail_engine::SessionState;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::IdbFactory;

/// Our databases, for browsers that can't list them.
const DATABASES: [&str; 3] = ["porthole", "porthole-kept", "porthole-files"];
/// So long other tabs may take to let go of a database, in milliseconds. Their
/// records go when they do.
const PATIENCE: i32 = 1_000;

thread_local! {
    /// The logout that is under way is to be followed by forgetting.
    static IS_WISHED: Cell<bool> = const { Cell::new(false) };
}

/// Logs out, and wipes all that this browser keeps.
pub(crate) fn forget_here(app: App) {
    IS_WISHED.set(true);
    let owner = Owner::new();
    owner.with(|| {
        let session = app.state.session();
        effect(move || {
            let is_out = matches!(session.get(), Some(SessionState::LoggedOut(_)));
            if is_out && IS_WISHED.take() {
                spawn_local(async {
                    wipe().await;
                    // A new page knows nothing of this one either.
                    let _ = location().replace("/login");
                });
            }
        });
    });
    // It waits for the logout, which outlives the settings' page.
    std::mem::forget(owner);
    app.log_out();
}

/// The person stays, rather than lose something.
pub(crate) fn stay() {
    IS_WISHED.set(false);
}

async fn wipe() {
    wipe_storages();
    // Where there are none, or they are forbidden, nothing was kept.
    let _ = wipe_caches().await;
    let _ = wipe_databases().await;
    // What something wrote meanwhile.
    wipe_storages();
}

fn wipe_storages() {
    let storages = [window().local_storage(), window().session_storage()];
    for storage in storages.into_iter().flatten().flatten() {
        let _ = storage.clear();
    }
}

async fn wipe_caches() -> Result<(), JsValue> {
    let caches = Reflect::get(&window(), &"caches".into())?;
    let keys: Array = answer(&caches, "keys", None).await?.dyn_into()?;
    for key in keys.iter() {
        answer(&caches, "delete", Some(&key)).await?;
    }
    Ok(())
}

async fn wipe_databases() -> Result<(), JsValue> {
    let factory: IdbFactory = Reflect::get(&window(), &"indexedDB".into())?.dyn_into()?;
    let names: Vec<String> = match answer(&factory, "databases", None).await {
        Ok(all) => Array::from(&all)
            .iter()
            .filter_map(|one| Reflect::get(&one, &"name".into()).ok()?.as_string())
            .collect(),
        Err(_) => DATABASES.map(str::to_owned).into(),
    };
    for name in names {
        let request = factory.delete_database(&name)?;
        let deleted = Promise::new(&mut |resolve: Function, _| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&resolve));
        });
        let late = Promise::new(&mut |resolve: Function, _| {
            let _ =
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
        });
        JsFuture::from(Promise::race(&Array::of2(&deleted, &late))).await?;
    }
    Ok(())
}

/// Calls what returns a promise.
async fn answer(of: &JsValue, name: &str, argument: Option<&JsValue>) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let promise = match argument {
        Some(argument) => function.call1(of, argument)?,
        None => function.call0(of)?,
    };
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

/// How much this browser keeps for us, in octets, where it tells.
pub(crate) async fn kept() -> Option<u64> {
    let storage = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    let told = answer(&storage, "estimate", None).await.ok()?;
    let usage = Reflect::get(&told, &"usage".into()).ok()?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size in octets; what is no number of them becomes the nearest one"
    )]
    Some(usage as u64)
}
