//! x
mod diag;
mod expr;
mod load;
mod yaml;
mod model;
