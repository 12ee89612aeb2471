//! The door between JavaScript and Rust: the only exports of the modules.

#[cfg(feature = "gate")]
pub mod gate;
#[cfg(feature = "notice")]
pub mod notice;

use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};

/// 2 KB brotli smaller than the default allocator, on every page view.
#[cfg(not(target_feature = "atomics"))]
#[global_allocator]
static ALLOCATOR: TalcSyncCell<WasmGrowAndClaim, WasmBinning> = TalcSyncCell::new_wasm(WasmGrowAndClaim);
