//! The door between JavaScript and Rust: the only exports of the modules.

#[cfg(feature = "gate")]
pub mod gate;
#[cfg(feature = "notice")]
pub mod notice;

/// The gate takes little memory, and seldom: 400 bytes brotli less than the notice's allocator, on every page view.
#[cfg(not(any(feature = "notice", target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

/// 2 KB brotli smaller than the default allocator.
#[cfg(all(feature = "notice", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndClaim, talc::wasm::WasmBinning> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndClaim);
