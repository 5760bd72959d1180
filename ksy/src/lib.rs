//! x
mod diag;
mod expr;
mod yaml;
