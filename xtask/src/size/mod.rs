//! Stub.
use crate::Outcome;
/// Stub.
pub(crate) fn command(_: &[String]) -> Outcome {
    Err("not yet".into())
}
