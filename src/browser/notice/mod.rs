//! Draws the notice.
