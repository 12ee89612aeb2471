//! From Rust to a small module: cargo, wasm-bindgen, wasm-opt.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::fingerprint::Fingerprint;
use crate::build::workplace;
use crate::process::{self, command};
use crate::setup::rust::{Recipe, TARGET};
use crate::{Outcome, files, places};

/// What the compiler emits for this target by default, and all three engines understand.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// Builds one module into `<workplace>/<module>.wasm` and `<module>.js`, its glue.
pub(super) fn module(recipe: Recipe, module: &str) -> Outcome {
    let place = workplace(recipe);
    let mut inputs = Fingerprint::new(module)?;
    inputs.text(recipe.describe());
    inputs.files(&["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "package-lock.json"])?;
    inputs.version(rustc(recipe).arg("--version"))?;
    inputs.version(command("wasm-bindgen").arg("--version"))?;
    inputs.unless_known(&place.join(format!("{module}.stamp")), || {
        println!("building the {module} module with {}", recipe.describe());
        let compiled = cargo(recipe, module, &[])?;
        let bound = bind(&place, module, &compiled)?;
        let names = optimise(&bound, &place.join(format!("{module}.wasm")))?;
        files::write(&place.join(format!("{module}.names.json")), names)?;
        let names = to_script(&bound, &place.join(format!("{module}-nowasm.js")))?;
        files::write(&place.join(format!("{module}-nowasm.names.json")), names)
    })
}

/// Builds one module with the names of its functions in it, and returns it: for whoever wants to know what weighs.
pub(super) fn named(recipe: Recipe, module: &str) -> Outcome<PathBuf> {
    let place = workplace(recipe).join("named");
    let compiled = cargo(recipe, module, &["-g"])?;
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--omit-default-module-path", "--keep-debug"]);
    process::run(bind.arg("--out-dir").arg(&place).args(["--out-name", module]).arg(compiled))?;
    let named = place.join(format!("{module}.wasm"));
    wasm_opt(&[SMALL, &["-g"]].concat(), &place.join(format!("{module}_bg.wasm")), &named)?;
    Ok(named)
}

/// Compiles and returns the module as cargo leaves it. `keep` is what `wasm-opt` is told to keep.
fn cargo(recipe: Recipe, module: &str, keep: &[&str]) -> Outcome<PathBuf> {
    let target = workplace(recipe).join("cargo");
    let mut build = command("cargo");
    recipe.choose(&mut build);
    build.args(["build", "--quiet", "--locked", "--release", "--lib", "--target", TARGET]);
    build.args(["--no-default-features", "--features", module]).arg("--target-dir").arg(&target);
    // Set here and not in `.cargo/config.toml`: there they would rebuild std for native builds too.
    if recipe != Recipe::Plain {
        build.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        build.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        build.env("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true");
        build.env("CARGO_PROFILE_RELEASE_PANIC", "immediate-abort");
    }
    if recipe == Recipe::Bootstrapped {
        build.env("RUSTC_BOOTSTRAP", "1");
    }
    // The encoded form allows spaces in paths, and outranks flags that the user keeps for native builds.
    build.env("CARGO_ENCODED_RUSTFLAGS", flags(recipe).join("\u{1f}"));
    process::run(&mut build)?;
    let compiled = target.join(TARGET).join("release/menshen_core.wasm");
    // What std was built for, where it comes ready-made, wasm-bindgen would use as well.
    let bare = compiled.with_file_name(format!("{module}.wasm"));
    wasm_opt(&[&["--strip-target-features"], keep].concat(), &compiled, &bare)?;
    wasm_opt(&[&["--emit-target-features"], keep].concat(), &bare, &bare)?;
    Ok(bare)
}

fn flags(recipe: Recipe) -> Vec<String> {
    // Objects of the page stand in a JavaScript array instead of a table of the module: 1.5 % less of `menshen.js`,
    // since almost all that crosses is text. Neither of the two can be made a script.
    let mut flags = vec![String::from("-Ctarget-feature=-reference-types,-multivalue")];
    // The longest last: the compiler takes the last that matches, and the root may lie in the home.
    let mut private = places::private();
    private.sort_by_key(|(place, _)| place.as_os_str().len());
    for (place, name) in private {
        flags.push(format!("--remap-path-prefix={}={name}", place.display()));
    }
    if recipe != Recipe::Plain {
        flags.push("-Zlocation-detail=none".into());
        flags.push("-Zfmt-debug=none".into());
        // Left to itself, a build for size inlines so little that every closure and iterator goes through memory:
        // inlining the tiny ones early makes the modules 7 % smaller.
        flags.push("-Zinline-mir=yes".into());
        flags.push("-Zinline-mir-threshold=30".into());
        flags.push("-Cllvm-args=-inline-threshold=18".into());
        // Our own copies of what std instantiated already can be inlined and thrown away.
        flags.push("-Zshare-generics=n".into());
    }
    // SHA-256 in a loop instead of written out: a receipt is made once an answer.
    flags.extend(["--cfg", "sha2_backend_soft=\"compact\""].map(String::from));
    flags
}

/// Runs wasm-bindgen, leaves the glue in the workplace and returns the module that goes with it.
fn bind(place: &Path, module: &str, compiled: &Path) -> Outcome<PathBuf> {
    let folder = place.join("bound");
    let mut bind = command("wasm-bindgen");
    // `web` glue without its own way to find the module: ours is inside the file that carries it.
    bind.args(["--target", "web", "--no-typescript", "--omit-default-module-path"]);
    bind.args(["--remove-name-section", "--remove-producers-section"]);
    bind.arg("--out-dir").arg(&folder).args(["--out-name", module]).arg(compiled);
    process::run(&mut bind)?;
    files::copy(&folder.join(format!("{module}.js")), &place.join(format!("{module}.js")))?;
    Ok(folder.join(format!("{module}_bg.wasm")))
}

/// What makes a module small. Never `--traps-never-happen`: a Rust panic is a trap here, and must not open the gate.
/// Rebuilding the control flow before, and putting functions often called first, is worth 1 % after brotli; after it,
/// `-Os` is smaller than `-Oz` by 0.5 %. What is called once and is long stays a function of its own (0.5 %), and nothing
/// of Rust's lies in the first kilobyte of memory, where its stack ends (0.4 %).
const SMALL: &[&str] = &[
    "--one-caller-inline-max-function-size=80",
    "--low-memory-unused",
    "-O4",
    "--flatten",
    "--rereloop",
    "-O4",
    "-Os",
    "-Os",
    "--reorder-functions",
];

/// Optimises for size and returns, as JSON, the short names that imports and exports got.
fn optimise(from: &Path, to: &Path) -> Outcome<String> {
    let strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
    wasm_opt(&[SMALL, &strip].concat(), from, to)?;
    // By itself: of the passes above some come twice, and would shorten the short names again.
    wasm_opt(&["--minify-imports-and-exports-and-modules"], to, to)
}

/// Makes the same module a script, for pages that refuse WebAssembly, and returns the names it got.
fn to_script(from: &Path, to: &Path) -> Outcome<String> {
    // What a script cannot do is put in other words first.
    let lower =
        ["--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering", "--signext-lowering"];
    let lowered = to.with_extension("wasm");
    wasm_opt(&[&["-Os"], &lower[..], &["--strip-debug", "--strip-producers"]].concat(), from, &lowered)?;
    let names = wasm_opt(&["--minify-imports-and-exports-and-modules"], &lowered, &lowered)?;
    let mut write = command(places::npm_program("wasm2js"));
    process::run(write.arg("-Os").args(FEATURES).arg(&lowered).arg("-o").arg(to))?;
    Ok(names)
}

fn wasm_opt(passes: &[&str], from: &Path, to: &Path) -> Outcome<String> {
    let mut optimise = command(places::npm_program("wasm-opt"));
    process::capture(optimise.args(passes).args(FEATURES).arg(from).arg("-o").arg(to))
}

fn rustc(recipe: Recipe) -> Command {
    let mut rustc = command("rustc");
    recipe.choose(&mut rustc);
    rustc
}
